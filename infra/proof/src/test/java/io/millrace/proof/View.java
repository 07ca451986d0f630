// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.sink.view.Tally;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** The definition of the aggregates, written down once more and plainly. */
final class View {

  private View() {}

  /** Adds what an item counts for. */
  static void count(Map<String, Long> fold, Map<String, Object> item) {
    if ("rejected".equals(item.get("status"))) {
      count(fold, item, "REJECTS", "reason", "s:" + item.get("stage"));
    } else if ("photo".equals(item.get("part"))) {
      count(fold, item, "PHOTOS", "type", "c:" + item.getOrDefault("country", "ZZ"));
    } else if (!"io.millrace.photo.uploaded".equals(item.get("type"))) {
      count(fold, item, "EVENTS", "type", "c:" + item.getOrDefault("country", "ZZ"));
    }
  }

  private static void count(
      Map<String, Long> fold,
      Map<String, Object> item,
      String kind,
      String nameField,
      String attribute) {
    Instant time = Instant.ofEpochMilli(RecordsTable.number(item, "time"));
    for (ChronoUnit unit :
        new ChronoUnit[] {ChronoUnit.MINUTES, ChronoUnit.HOURS, ChronoUnit.DAYS}) {
      String cell = name(time.truncatedTo(unit), unit, kind, String.valueOf(item.get(nameField)));
      fold.merge(cell + " total", 1L, Long::sum);
      fold.merge(cell + " " + attribute, 1L, Long::sum);
    }
  }

  private static String name(Instant start, ChronoUnit unit, String kind, String name) {
    String grain = unit.name().substring(0, unit.name().length() - 1);
    return grain + " " + start + " " + kind + " " + name;
  }

  /** The cells by the same names. */
  static Map<String, Long> of(Tally cells) {
    Map<String, Long> numbers = new TreeMap<>();
    cells
        .nonZero()
        .forEach(
            (cell, values) ->
                values.forEach(
                    (attribute, n) ->
                        numbers.put(
                            cell.grain()
                                + " "
                                + cell.start()
                                + " "
                                + cell.kind()
                                + " "
                                + cell.name()
                                + " "
                                + attribute,
                            n)));
    return numbers;
  }
}
