// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.sink.view.Kind;
import io.millrace.sink.view.VerificationReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What a demo found, each number counted where it stands.
 *
 * @param records from the records table
 * @param aggregates sums of the day cells of the aggregates table
 * @param renditionKeys from the listing of the renditions bucket
 * @param deadLetters messages in dead-letter queues and objects in the failures bucket
 * @param ages of the mappings
 */
record Findings(
    Input input,
    RecordCounts records,
    Map<Kind, Long> aggregates,
    List<String> renditionKeys,
    long deadLetters,
    VerificationReport verification,
    List<Age> ages,
    Duration elapsed) {

  /**
   * How long records waited until a mapping's function was done with them, in milliseconds.
   *
   * @param stream whether they came from a stream, whose iterator gives this age its name, and not
   *     from a queue
   */
  record Age(String mapping, boolean stream, long p50, long p99, long max) {}

  Findings {
    aggregates = Map.copyOf(aggregates);
    renditionKeys = List.copyOf(renditionKeys);
    ages = List.copyOf(ages);
  }

  long aggregate(Kind kind) {
    return aggregates.getOrDefault(kind, 0L);
  }

  /** received − rejected − distinct: lines that repeat an event. */
  long duplicates() {
    return input.events()
        - records.rejectedEvents()
        - (input.distinct() - records.rejectedByEnrich());
  }
}
