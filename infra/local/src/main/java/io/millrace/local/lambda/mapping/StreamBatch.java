// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.List;

/**
 * Records that are to be in one invocation, ascending; empty only for the final invocation of a
 * window.
 *
 * @param failures how often the batch that begins with this first record failed, splits not counted
 * @param closing how this batch ends its window
 */
record StreamBatch(List<StreamRecord> records, int failures, Closing closing) {
  /** Whether an invocation is the final one of its tumbling window, and why. */
  enum Closing {
    NOT,
    AT_ITS_END,
    EARLY
  }

  StreamBatch {
    records = List.copyOf(records);
  }

  static StreamBatch of(List<StreamRecord> records) {
    return new StreamBatch(records, 0, Closing.NOT);
  }

  static StreamBatch closing(Closing closing) {
    return new StreamBatch(List.of(), 0, closing);
  }

  StreamBatch part(int from, int to, int newFailures) {
    return new StreamBatch(records.subList(from, to), newFailures, closing);
  }

  int size() {
    return records.size();
  }
}
