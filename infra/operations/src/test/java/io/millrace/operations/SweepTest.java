// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.operations.RedriveReport.Status;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.Fault;
import io.millrace.shared.record.Keeping;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The law of the schedule: bounded tries, growing waits, and nothing out of sight. */
class SweepTest {

  private static final Duration STEP = Duration.ofMinutes(1);

  private final Bench bench = new Bench();

  /** However often the schedule comes, and whatever becomes of a try. */
  @Test
  void poisonBatch_isTriedSoManyTimes_withGrowingWaits_thenWaitsForAPerson() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1)));
    bench.breaking.add("1");
    bench.invoking.next(Fault.Kind.BEFORE); // throttled: such a try counts as well
    List<Instant> tries = new ArrayList<>();
    Instant end = Bench.ARRIVED.plus(Duration.ofDays(3));
    for (; bench.now.isBefore(end); bench.now = bench.now.plus(STEP)) {
      int before = bench.tried.size();
      bench.sweep();
      if (bench.tried.size() > before) {
        tries.add(bench.now);
      }
    }

    assertThat(tries)
        .containsExactly(
            Bench.NOW,
            Bench.NOW.plus(Bench.AUTOMATIC_WAIT),
            Bench.NOW.plus(Bench.AUTOMATIC_WAIT.multipliedBy(3)));
    SweepReport last = bench.sweep();
    assertThat(last.batches()).isEqualTo(Map.of(Status.TRIED_ENOUGH, 1));
    assertThat(last.forAPerson()).containsExactly(Bench.KEY);
    assertThat(bench.waiting(Bench.KEY)).containsExactly("1");

    bench.breaking.clear();
    assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.REDRIVEN);
  }

  /** As when the function's memory or time runs out at every try. */
  @Test
  void tryThatNeverReturns_counts() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1)));
    bench.dying = true;
    for (int day = 0; day < 10; day++) {
      try {
        bench.sweep();
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("killed");
      }
      bench.now = bench.now.plus(Duration.ofDays(1));
    }

    assertThat(bench.events).hasSize(Bench.MAX_AUTOMATIC_TRIES);
  }

  @Test
  void personsTry_neitherCountsNorForgetsTheCount() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1)));
    bench.breaking.add("1");
    for (int n = 0; n < Bench.MAX_AUTOMATIC_TRIES; n++) {
      bench.sweep();
      bench.now = bench.now.plus(Duration.ofDays(1));
      assertThat(bench.redrive(Bench.KEY).status()).isEqualTo(Status.LEFT);
    }

    assertThat(bench.tried).hasSize(Bench.MAX_AUTOMATIC_TRIES);
    assertThat(bench.sweep().batches()).isEqualTo(Map.of(Status.TRIED_ENOUGH, 1));
  }

  @Test
  void whatWasMended_goesBack_andReplaysOfPeopleStay() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1, 2)));
    bench.put(Bench.KEY + "2", Bench.failure(Bench.window(3)));
    bench.put(Bench.REPLAY, Bench.replay(Bench.messages(4)));

    SweepReport report = bench.sweep();

    assertThat(report.batches()).isEqualTo(Map.of(Status.REDRIVEN, 2));
    assertThat(report.records()).isEqualTo(3);
    assertThat(bench.objects.objects)
        .containsOnlyKeys("redriven/" + Bench.KEY, "redriven/" + Bench.KEY + "2", Bench.REPLAY);
    assertThat(bench.sweep().waiting()).isZero();
  }

  @Test
  void stageThatIsDown_isAskedAFewTimes_andCostsOtherBatchesNoTry() {
    for (int n = 0; n < 20; n++) {
      bench.put(Bench.KEY + n, Bench.failure(Bench.kinesis(n)));
      bench.breaking.add("" + n);
    }
    bench.put("aws/lambda/other/x", Bench.failure(Bench.window(30)));

    SweepReport report = bench.sweep();

    assertThat(report.batches())
        .isEqualTo(Map.of(Status.LEFT, Sweep.MOST_IN_VAIN, Status.REDRIVEN, 1));
    assertThat(report.skipped()).isEqualTo(20 - Sweep.MOST_IN_VAIN);
    bench.breaking.clear();
    assertThat(bench.sweep().batches().get(Status.REDRIVEN)).isEqualTo(20 - Sweep.MOST_IN_VAIN);
  }

  @Test
  void horizon_bindsTheScheduleToo() {
    bench.put(Bench.KEY, Bench.failure(Bench.kinesis(1)));
    bench.now = Bench.ARRIVED.plus(Keeping.DEFAULT.redriveHorizon()).plusMillis(1);

    assertThat(bench.sweep().batches()).isEqualTo(Map.of(Status.TOO_OLD, 1));
    assertThat(bench.sweep().forAPerson()).containsExactly(Bench.KEY);
    assertThat(bench.invocations).isEmpty();
  }

  @Test
  void bucketThatDoesNotAnswer_isAnError_soThatItIsSeen() {
    bench.objects.fault.next(Fault.Kind.BEFORE);

    assertThatThrownBy(bench::sweep).isInstanceOf(UnavailableException.class);
  }
}
