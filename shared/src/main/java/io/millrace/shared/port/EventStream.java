// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.util.List;

/** The stream of events between ingest and enrich. */
@FunctionalInterface
public interface EventStream {

  /**
   * Appends records, each at most 1 MiB. All are durable when it returns; after an exception any of
   * them may be, and a repeat may double them. No order among them is promised.
   *
   * @throws io.millrace.shared.batch.UnavailableException when some can't be appended now
   */
  void append(List<byte[]> records);
}
