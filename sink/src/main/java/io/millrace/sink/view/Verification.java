// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.VerificationReport.Difference;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Compares the view with a fresh fold over the records. The records are read while traffic flows,
 * so what differs is compared a second time, and only a difference that stayed the same is
 * reported: what the aggregator has not got to yet moves. Days that have begun to expire are left
 * out, and so are minutes whose cells have.
 *
 * <p>Holds one number in memory for each cell and attribute of the unexpired days.
 */
public final class Verification {

  private static final Comparator<Difference> BY_CELL =
      Comparator.comparing(Difference::cell).thenComparing(Difference::attribute);

  private final Records records;
  private final AllCells cells;
  private final Keeping keeping;
  private final InstantSource clock;

  public Verification(Records records, AllCells cells, Keeping keeping, InstantSource clock) {
    this.records = records;
    this.cells = cells;
    this.keeping = keeping;
    this.clock = clock;
  }

  /** A verification of tables. */
  public static Verification of(
      DynamoDbClient dynamo, String recordsTable, String aggregatesTable, Keeping keeping) {
    return new Verification(
        new DynamoRecords(dynamo, recordsTable),
        new DynamoCells(dynamo, aggregatesTable),
        keeping,
        InstantSource.system());
  }

  /**
   * Compares once, and again when something differs.
   *
   * @param settle waits between the two for longer than the aggregator usually lags
   * @throws io.millrace.shared.batch.UnavailableException when a table can't be read now
   */
  public VerificationReport verify(Runnable settle) {
    Round first = round();
    if (first.drifts.isEmpty()) {
      return new VerificationReport(true, first.records, 0, List.of());
    }
    settle.run();
    Round second = round();
    List<Difference> same = new ArrayList<>(second.differences());
    same.retainAll(new HashSet<>(first.differences()));
    same.sort(BY_CELL);
    int unsettled = second.drifts.size() - same.size();
    return new VerificationReport(same.isEmpty(), second.records, unsettled, same);
  }

  /** A number of the view that is not what the records say. */
  public record Drift(Cell cell, String attribute, long expected, long found) {}

  /** Compares once; meant for a time when nobody writes. */
  public List<Drift> drifts() {
    return round().drifts;
  }

  private record Round(long records, List<Drift> drifts) {

    List<Difference> differences() {
      return drifts.stream()
          .map(d -> new Difference(d.cell.toString(), d.attribute, d.expected, d.found))
          .toList();
    }
  }

  private Round round() {
    Tally expected = new Tally();
    AtomicLong folded = new AtomicLong();
    records.visitAll(
        part -> {
          if (keeping.recordExpiry(part.time()).isAfter(clock.instant())) {
            folded.incrementAndGet();
            expected.add(Fold.of(part), 1);
          }
        });
    Tally found = new Tally();
    cells.visitAll((cell, values) -> values.forEach((name, n) -> found.add(cell, name, n)));
    // Read last: whatever has not expired by now stood during all of the reading.
    Instant now = clock.instant();
    expected.removeIf(cell -> !cell.expiry(keeping).isAfter(now));
    found.removeIf(cell -> !cell.expiry(keeping).isAfter(now));
    return new Round(folded.get(), drifts(expected, found));
  }

  private static List<Drift> drifts(Tally expected, Tally found) {
    Set<Cell> all = new HashSet<>(expected.touched());
    all.addAll(found.touched());
    List<Drift> drifts = new ArrayList<>();
    for (Cell cell : all) {
      Set<String> attributes = new HashSet<>(expected.touched(cell));
      attributes.addAll(found.touched(cell));
      for (String attribute : attributes) {
        long e = expected.get(cell, attribute);
        long f = found.get(cell, attribute);
        if (e != f) {
          drifts.add(new Drift(cell, attribute, e, f));
        }
      }
    }
    return drifts;
  }
}
