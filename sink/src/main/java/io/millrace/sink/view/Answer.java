// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import java.time.Instant;
import java.util.List;

/**
 * What was counted in a range of time.
 *
 * @param from start of what was counted, inclusive; at or before what was asked for
 * @param to end of what was counted, exclusive; at or after what was asked for
 * @param total of all rows
 * @param rows largest first, equal ones by name; none with 0
 */
public record Answer(
    Kind kind, Dimension by, Instant from, Instant to, long total, List<Row> rows) {

  /**
   * @param name a type, a reason, a stage, or a country's code with ZZ for an unknown one
   */
  public record Row(String name, long count) {}

  public Answer {
    rows = List.copyOf(rows);
  }

  /** The count under a name; 0 when there is no such row. */
  public long count(String name) {
    return rows.stream().filter(row -> row.name().equals(name)).mapToLong(Row::count).sum();
  }
}
