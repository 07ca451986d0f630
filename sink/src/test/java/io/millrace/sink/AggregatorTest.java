// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.Fault;
import io.millrace.sink.view.Fold;
import io.millrace.sink.view.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class AggregatorTest {

  private static final String SHARD = "shardId-1";
  private static final Backoff BACKOFF =
      new Backoff(3, Duration.ZERO, Duration.ZERO, new Random(0), time -> {});

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Aggregator aggregator = aggregator(RunLimits.DEFAULT);

  private Aggregator aggregator(RunLimits limits) {
    return new Aggregator(ledger, limits, BACKOFF);
  }

  private int apply(Aggregator by, List<Change> changes) {
    return by.apply(SHARD, changes, () -> true);
  }

  @Test
  void changesOfTheSameCells_takeOneTransaction() {
    assertThat(apply(aggregator, events(0, 1_000, 0))).isEqualTo(1);
    assertThat(ledger.cells.sum()).isEqualTo(sum(events(0, 1_000, 0)));
  }

  @Test
  void run_isCut_whereItsCellsWouldExceedATransaction() {
    // One hour and one day are shared, and each change has a minute of its own.
    assertThat(apply(aggregator, events(0, 60, 1))).isEqualTo(1);
    int perTransaction = 20 - 2;
    int transactions =
        apply(aggregator(new RunLimits(20, 200, 64_000)), events(100, 3 * perTransaction, 1));
    assertThat(transactions).isEqualTo(3);
    assertThat(ledger.marks(SHARD, mark(100, 999)))
        .containsExactly(mark(100, 117), mark(118, 135), mark(136, 153));
  }

  @Test
  void run_isCut_whereOneCellHasTooManyAttributes() {
    List<Change> countries = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      countries.add(change(i, Fold.of(Parts.event("e" + i, "t", Parts.TIME, "C" + i))));
    }
    // Total and two countries.
    assertThat(apply(aggregator(new RunLimits(98, 3, 64_000)), countries)).isEqualTo(5);
    assertThat(ledger.cells.sum()).isEqualTo(sum(countries));
  }

  @Test
  void run_isCut_whereItHasTooManyBytes() {
    List<Change> types = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      types.add(change(i, Fold.of(Parts.event("e" + i, i + "x".repeat(5_000), Parts.TIME, "DE"))));
    }
    assertThat(apply(aggregator(new RunLimits(98, 200, 64_000)), types)).isEqualTo(5);
    assertThat(ledger.cells.sum()).isEqualTo(sum(types));
  }

  @Test
  void redelivery_appliesOnlyWhatNoMarkCovers() {
    apply(aggregator, events(10, 10, 0));
    apply(aggregator, events(30, 10, 0));
    assertThat(apply(aggregator, events(0, 50, 0))).isEqualTo(3);
    assertThat(ledger.cells.sum()).isEqualTo(sum(events(0, 50, 0)));
    assertThat(apply(aggregator, events(5, 40, 0))).isZero();
    assertThat(ledger.cells.sum()).isEqualTo(sum(events(0, 50, 0)));
  }

  @Test
  void runThatCancelsOut_isMarked_soThatHalfOfItIsNotAppliedLater() {
    Tally one = Fold.of(Parts.event("e", "t", Parts.TIME, "DE"));
    Tally minusOne = new Tally();
    minusOne.add(one, -1);
    Change insert = change(1, one);
    Change delete = change(2, minusOne);

    assertThat(apply(aggregator, List.of(insert, delete))).isEqualTo(1);
    assertThat(apply(aggregator, List.of(insert))).isZero();
    assertThat(apply(aggregator, List.of(delete))).isZero();
    assertThat(ledger.cells.sum().isZero()).isTrue();
  }

  @Test
  void changesOfNothing_takeNoTransaction() {
    assertThat(apply(aggregator, List.of(change(1, new Tally()), change(2, new Tally())))).isZero();
    assertThat(ledger.revision(SHARD)).isZero();
  }

  @Test
  void timeOutWithEffect_isFollowedByALook_andNothingIsAppliedTwice() {
    ledger.fault.next(Fault.Kind.NONE, Fault.Kind.NONE, Fault.Kind.AFTER); // head, marks, apply
    assertThat(apply(aggregator, events(0, 5, 0))).isZero();
    assertThat(ledger.cells.sum()).isEqualTo(sum(events(0, 5, 0)));
  }

  @Test
  void timeOutWithoutEffect_isTriedAgain() {
    ledger.fault.next(Fault.Kind.NONE, Fault.Kind.NONE, Fault.Kind.BEFORE);
    assertThat(apply(aggregator, events(0, 5, 0))).isEqualTo(1);
    assertThat(ledger.cells.sum()).isEqualTo(sum(events(0, 5, 0)));
  }

  @Test
  void unavailableLedger_isTriedAFewTimes_andThenTheCauseIsTold() {
    ledger.fault.next(Fault.Kind.BEFORE, Fault.Kind.BEFORE, Fault.Kind.BEFORE);
    assertThatThrownBy(() -> apply(aggregator, events(0, 5, 0)))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining(SHARD)
        .hasMessageContaining("3 attempts")
        .hasRootCauseMessage("scripted: before head");
    assertThat(apply(aggregator, events(0, 5, 0))).isEqualTo(1);
  }

  @Test
  void lackOfTime_endsBetweenTransactions_andWhatIsDoneStays() {
    Iterator<Boolean> time = List.of(true, true, false).iterator();
    Aggregator small = aggregator(new RunLimits(12, 200, 64_000));
    assertThatThrownBy(() -> small.apply(SHARD, events(0, 50, 1), time::next))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("No time remains");
    assertThat(ledger.marks(SHARD, mark(0, 99))).containsExactly(mark(0, 9), mark(10, 19));
    apply(small, events(0, 50, 1));
    assertThat(ledger.cells.sum()).isEqualTo(sum(events(0, 50, 1)));
  }

  @Test
  void batchThatDoesNotAscend_isRefused() {
    assertThatThrownBy(
            () -> apply(aggregator, List.of(change(2, new Tally()), change(2, new Tally()))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("must ascend");
  }

  private static List<Change> events(int first, int count, int minutesApart) {
    return IntStream.range(first, first + count)
        .mapToObj(
            i ->
                change(
                    i,
                    Fold.of(
                        Parts.event(
                            "e" + i,
                            "type",
                            // Within one hour, as long as it has the minutes.
                            Parts.TIME
                                .minusSeconds(15 * 60)
                                .plusSeconds(60L * (i % 60) * minutesApart),
                            i % 3 == 0 ? null : "DE"))))
        .toList();
  }

  private static Change change(long sequence, Tally deltas) {
    return new Change(Sequences.padded(Long.toString(sequence)), deltas);
  }

  private static Tally sum(List<Change> changes) {
    Tally sum = new Tally();
    changes.forEach(change -> sum.add(change.deltas(), 1));
    return sum;
  }

  private static Mark mark(long first, long last) {
    return new Mark(Sequences.padded(Long.toString(first)), Sequences.padded(Long.toString(last)));
  }
}
