// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.event.Utf8;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a table of events from other text: the first line, as a CSV row, names a column {@code
 * time} and at least one other. Without {@code time} no row could become an event. Names are taken
 * as they stand, case and blanks included.
 */
final class CsvHeader {

  private static final String TIME = "time";

  private CsvHeader() {}

  /** The columns that the line names; null when it is no header of ours. */
  static @Nullable List<String> columns(byte[] line) {
    CsvRow row = new CsvRow();
    if (!Utf8.isValid(line, 0, line.length) || row.feed(line, "") != CsvRow.State.COMPLETE) {
      return null;
    }
    List<String> columns = row.cells();
    return columns.size() > 1 && columns.contains(TIME) ? columns : null;
  }

  /** Why rows can't be read under these columns; null when they can. */
  static @Nullable String problem(List<String> columns) {
    Set<String> seen = new HashSet<>();
    for (String column : columns) {
      if (column.isEmpty()) {
        return "CSV header: column " + (seen.size() + 1) + " has no name";
      }
      if (!seen.add(column)) {
        return "CSV header: column \"" + column + "\" stands twice";
      }
    }
    return null;
  }
}
