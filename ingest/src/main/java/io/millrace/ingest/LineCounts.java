// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the lines of uploads ended; a row of CSV counts as one line, its header as none, and a rest
 * that can't be read as one wrong line.
 */
record LineCounts(long accepted, long rejected, long blank) {

  static final LineCounts NONE = new LineCounts(0, 0, 0);

  LineCounts plus(LineCounts other) {
    return new LineCounts(
        accepted + other.accepted, rejected + other.rejected, blank + other.blank);
  }

  /** The numbers by the names of their metrics. */
  Map<String, Long> byName() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("linesReceived", accepted + rejected + blank);
    numbers.put("linesAccepted", accepted);
    numbers.put("linesRejected", rejected);
    numbers.put("linesBlank", blank);
    return numbers;
  }
}
