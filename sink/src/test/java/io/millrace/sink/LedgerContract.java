// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.sink.view.Cell;
import io.millrace.sink.view.Cells;
import io.millrace.sink.view.Grain;
import io.millrace.sink.view.Kind;
import io.millrace.sink.view.Tally;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Ledger} promises, seen through {@link Cells}. Each test has shards and cells of
 * its own, so one table serves them all.
 */
abstract class LedgerContract {

  private static final Instant MINUTE = Instant.parse("2026-11-20T10:15:00Z");

  private final String shard = "shardId-" + UUID.randomUUID();
  private final Cell cell = cell("type." + UUID.randomUUID());

  abstract Ledger ledger();

  abstract Floors floors();

  abstract Cells cells();

  @Test
  void unknownShard_hasRevision0_andNoMarks() {
    assertThat(ledger().head(shard).revision()).isZero();
    assertThat(ledger().marks(shard, mark(1, 99))).isEmpty();
  }

  @Test
  void application_movesRevision_marksTheStretch_andAddsTheDeltas() {
    assertThat(ledger().apply(shard, 0, mark(3, 5), tally(7))).isTrue();
    assertThat(ledger().apply(shard, 1, mark(6, 6), tally(-2))).isTrue();

    assertThat(ledger().head(shard).revision()).isEqualTo(2);
    assertThat(ledger().marks(shard, mark(1, 99))).containsExactly(mark(3, 5), mark(6, 6));
    assertThat(total(cell)).isEqualTo(5);
  }

  @Test
  void staleRevision_appliesNothing() {
    ledger().apply(shard, 0, mark(1, 1), tally(1));

    assertThat(ledger().apply(shard, 0, mark(2, 2), tally(10))).isFalse();
    assertThat(ledger().apply(shard, 5, mark(2, 2), tally(10))).isFalse();

    assertThat(ledger().head(shard).revision()).isEqualTo(1);
    assertThat(ledger().marks(shard, mark(1, 99))).containsExactly(mark(1, 1));
    assertThat(total(cell)).isEqualTo(1);
  }

  @Test
  void runWhoseDeltasCancelOut_isMarked_andMakesNoCell() {
    Tally nothing = tally(1);
    nothing.add(tally(1), -1);
    assertThat(ledger().apply(shard, 0, mark(1, 2), nothing)).isTrue();

    assertThat(ledger().marks(shard, mark(2, 2))).containsExactly(mark(1, 2));
    assertThat(total(cell)).isZero();
  }

  @Test
  void marks_areThoseThatOverlap_endsIncluded_ascending() {
    ledger().apply(shard, 0, mark(10, 19), tally(1));
    ledger().apply(shard, 1, mark(30, 39), tally(1));
    ledger().apply(shard, 2, mark(20, 29), tally(1));

    assertThat(ledger().marks(shard, mark(19, 20))).containsExactly(mark(10, 19), mark(20, 29));
    assertThat(ledger().marks(shard, mark(1, 10))).containsExactly(mark(10, 19));
    assertThat(ledger().marks(shard, mark(1, 9))).isEmpty();
    assertThat(ledger().marks(shard, mark(15, 15))).containsExactly(mark(10, 19));
    assertThat(ledger().marks(shard, mark(40, 50))).isEmpty();
    assertThat(ledger().marks(shard, mark(1, 50)))
        .containsExactly(mark(10, 19), mark(20, 29), mark(30, 39));
  }

  @Test
  void marks_areAllThere_alsoWhenTheyAreMany() {
    List<Mark> many = IntStream.range(0, 130).mapToObj(i -> mark(i, i)).toList();
    for (int i = 0; i < many.size(); i++) {
      assertThat(ledger().apply(shard, i, many.get(i), tally(1))).isTrue();
    }
    assertThat(ledger().marks(shard, mark(0, 999))).containsExactlyElementsOf(many);
  }

  @Test
  void shards_haveTheirOwnBooks_andShareTheCells() {
    String other = shard + "-other";
    assertThat(ledger().apply(shard, 0, mark(1, 5), tally(1))).isTrue();
    assertThat(ledger().apply(other, 0, mark(3, 8), tally(2))).isTrue();

    assertThat(ledger().marks(shard, mark(1, 99))).containsExactly(mark(1, 5));
    assertThat(ledger().marks(other, mark(1, 99))).containsExactly(mark(3, 8));
    assertThat(total(cell)).isEqualTo(3);
  }

  @Test
  void raisedFloor_failsWhatWasAboutToBeCommitted_andNeverSinks() {
    Ledger.Head before = ledger().head(shard);
    floors().raise(shard, sequence(7));
    floors().raise(shard, sequence(3));

    assertThat(ledger().apply(shard, before.revision(), mark(5, 6), tally(1))).isFalse();
    Ledger.Head after = ledger().head(shard);
    assertThat(after.floor()).isEqualTo(sequence(7));
    assertThat(ledger().apply(shard, after.revision(), mark(8, 9), tally(1))).isTrue();
    assertThat(ledger().head(shard).floor()).isEqualTo(sequence(7));
    assertThat(floors().shards()).contains(shard);
  }

  @Test
  void lastMark_isTheHighest() {
    assertThat(floors().lastMark(shard)).isEmpty();
    ledger().apply(shard, 0, mark(30, 39), tally(1));
    ledger().apply(shard, 1, mark(10, 19), tally(1));
    assertThat(floors().lastMark(shard)).contains(sequence(39));
  }

  @Test
  void ofManyAtOneRevision_oneIsApplied() throws Exception {
    try (ExecutorService pollers = Executors.newFixedThreadPool(4)) {
      List<Callable<Boolean>> attempts =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(
                  i -> () -> ledger().apply(shard, 0, mark(1, 1), tally(1)))
              .toList();
      int applied = 0;
      for (Future<Boolean> attempt : pollers.invokeAll(attempts)) {
        applied += attempt.get() ? 1 : 0;
      }
      assertThat(applied).isEqualTo(1);
    }
    assertThat(total(cell)).isEqualTo(1);
  }

  @Test
  void largestTransaction_isTaken() {
    Tally wide = new Tally();
    List<Cell> all =
        IntStream.range(0, RunLimits.MAX_CELLS).mapToObj(i -> cell(cell.name() + i)).toList();
    all.forEach(c -> wide.add(c, Cell.TOTAL, 1));
    assertThat(ledger().apply(shard, 0, mark(1, 1), wide)).isTrue();
    assertThat(all).allSatisfy(c -> assertThat(total(c)).isEqualTo(1));
  }

  @Test
  void cellWithTheMostAttributes_isTaken() {
    Tally deep = new Tally();
    int attributes = RunLimits.DEFAULT.attributes();
    IntStream.range(0, attributes).forEach(i -> deep.add(cell, Cell.COUNTRY + i, i + 1));
    assertThat(ledger().apply(shard, 0, mark(1, 1), deep)).isTrue();
    assertThat(read(cell).touched(cell)).hasSize(attributes);
    assertThat(read(cell).get(cell, Cell.COUNTRY + 7)).isEqualTo(8);
  }

  @Test
  void cells_areFoundByTimeAndKind_andOneByOne() {
    Cell odd =
        new Cell(
            Grain.DAY, Instant.parse("2026-11-20T00:00:00Z"), Kind.REJECTS, "a#b#" + cell.name());
    Tally tally = tally(1);
    tally.add(odd, Cell.STAGE + "ingest", 4);
    assertThat(ledger().apply(shard, 0, mark(1, 1), tally)).isTrue();

    assertThat(read(odd).get(odd, Cell.STAGE + "ingest")).isEqualTo(4);
    Tally all = new Tally();
    cells().visitAll((c, values) -> values.forEach((name, n) -> all.add(c, name, n)));
    assertThat(all.get(odd, Cell.STAGE + "ingest")).isEqualTo(4);
    assertThat(all.get(cell, Cell.TOTAL)).isEqualTo(1);
  }

  private static Cell cell(String name) {
    return new Cell(Grain.MINUTE, MINUTE, Kind.EVENTS, name);
  }

  private Tally tally(long n) {
    Tally tally = new Tally();
    tally.add(cell, Cell.TOTAL, n);
    return tally;
  }

  private static Mark mark(long first, long last) {
    return new Mark(sequence(first), sequence(last));
  }

  private static String sequence(long n) {
    return Sequences.padded(Long.toString(n));
  }

  private long total(Cell of) {
    return read(of).get(of, Cell.TOTAL);
  }

  private Tally read(Cell of) {
    Tally tally = new Tally();
    cells()
        .visit(
            of.grain(),
            of.start(),
            of.kind(),
            (c, values) -> {
              if (c.equals(of)) {
                values.forEach((name, n) -> tally.add(c, name, n));
              }
            });
    return tally;
  }
}
