// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalStatus;
import java.util.List;

/** Iterator ages out of a local cloud's status. */
final class Ages {

  private Ages() {}

  /** Of the mappings that had a batch. */
  static List<Findings.Age> of(LocalStatus status) {
    return status.mappings().stream()
        .filter(mapping -> mapping.iteratorAge().count() > 0)
        .map(
            mapping ->
                new Findings.Age(
                    Drain.name(mapping),
                    !mapping.eventSourceArn().contains(":sqs:"),
                    mapping.iteratorAge().p50(),
                    mapping.iteratorAge().p99(),
                    mapping.iteratorAge().max()))
        .toList();
  }
}
