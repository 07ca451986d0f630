// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.record.Keeping;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Questions to the view. Thread-safe. */
public final class Aggregates {

  private static final Comparator<Answer.Row> LARGEST_FIRST =
      Comparator.comparingLong(Answer.Row::count).reversed().thenComparing(Answer.Row::name);

  private final Cells cells;
  private final Keeping keeping;
  private final InstantSource clock;

  public Aggregates(Cells cells, Keeping keeping, InstantSource clock) {
    this.cells = cells;
    this.keeping = keeping;
    this.clock = clock;
  }

  /** Questions to a table. */
  public static Aggregates in(DynamoDbClient dynamo, String table, Keeping keeping) {
    return new Aggregates(new DynamoCells(dynamo, table), keeping, InstantSource.system());
  }

  /**
   * Counts a range of time, which is widened to whole minutes, and to whole hours where the cells
   * of its minutes have expired. Whole days and hours inside it are read as such, so that a year
   * takes hundreds of reads and not half a million.
   *
   * @param from inclusive
   * @param to exclusive
   * @throws IllegalArgumentException when the kind has no such dimension or the range is reversed
   * @throws io.millrace.shared.batch.UnavailableException when cells can't be read now
   */
  public Answer count(Kind kind, Dimension by, Instant from, Instant to) {
    if (!by.of(kind)) {
      throw new IllegalArgumentException(
          kind.key()
              + " can't be counted by "
              + by.name().toLowerCase(Locale.ROOT)
              + ", only by "
              + Dimension.allowed(kind));
    }
    if (from.isAfter(to)) {
      throw new IllegalArgumentException(
          "The range ends at " + to + ", before it starts at " + from);
    }
    Instant start = finest(from).floor(from);
    Instant end = ceiling(finest(to), to);
    Map<String, Long> counts = new HashMap<>();
    Instant at = start;
    while (at.isBefore(end)) {
      Grain grain = largest(at, end);
      cells.visit(grain, at, kind, (cell, values) -> add(counts, by, cell, values));
      at = grain.next(at);
    }
    List<Answer.Row> rows =
        counts.entrySet().stream()
            .filter(e -> e.getValue() != 0)
            .map(e -> new Answer.Row(e.getKey(), e.getValue()))
            .sorted(LARGEST_FIRST)
            .toList();
    long total = rows.stream().mapToLong(Answer.Row::count).sum();
    return new Answer(kind, by, start, end, total, rows);
  }

  private static void add(
      Map<String, Long> counts, Dimension by, Cell cell, Map<String, Long> values) {
    switch (by) {
      case TYPE, REASON ->
          counts.merge(cell.name(), values.getOrDefault(Cell.TOTAL, 0L), Long::sum);
      case COUNTRY -> addPrefixed(counts, Cell.COUNTRY, values);
      case STAGE -> addPrefixed(counts, Cell.STAGE, values);
    }
  }

  private static void addPrefixed(
      Map<String, Long> counts, String prefix, Map<String, Long> values) {
    values.forEach(
        (attribute, n) -> {
          if (attribute.startsWith(prefix)) {
            counts.merge(attribute.substring(prefix.length()), n, Long::sum);
          }
        });
  }

  /** The finest grain whose cells still stand at this time. */
  private Grain finest(Instant time) {
    return keeping.minuteExpiry(time).isAfter(clock.instant()) ? Grain.MINUTE : Grain.HOUR;
  }

  /** The largest stretch that starts here and ends within the range. */
  private static Grain largest(Instant at, Instant end) {
    for (Grain grain : List.of(Grain.DAY, Grain.HOUR)) {
      if (grain.floor(at).equals(at) && !grain.next(at).isAfter(end)) {
        return grain;
      }
    }
    return Grain.MINUTE;
  }

  private static Instant ceiling(Grain grain, Instant time) {
    Instant floor = grain.floor(time);
    return floor.equals(time) ? time : grain.next(floor);
  }
}
