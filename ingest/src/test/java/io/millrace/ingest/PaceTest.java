// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.time.HandSetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PaceTest {

  private static final UploadConfig.Rate RATE =
      new UploadConfig.Rate(1_000, 100_000, Duration.ofSeconds(2));

  private final HandSetClock clock = new HandSetClock();
  private final Pace pace = new Pace(RATE, clock, clock::pass);

  @Test
  void burst_isFree_andWhatExceedsItWaits() {
    Instant start = clock.instant();
    pace.spend(2_000, 1);
    assertThat(clock.instant()).isEqualTo(start);
    pace.spend(500, 1);
    assertThat(clock.instant()).isEqualTo(start.plusMillis(500));
    pace.spend(1, 100_000);
    assertThat(clock.instant()).isEqualTo(start.plusMillis(1_500));
  }

  record Spending(int events, int bytes, int idleMillis) {}

  /** In any stretch of time at most the burst and the rate go out. */
  @Property
  void rate_isKept(@ForAll("spendings") List<Spending> spendings) {
    for (int from = 0; from < spendings.size(); from++) {
      assertKept(spendings, from);
    }
  }

  private static void assertKept(List<Spending> spendings, int from) {
    HandSetClock time = new HandSetClock();
    Pace own = new Pace(RATE, time, time::pass);
    long events = 0;
    long bytes = 0;
    Instant begin = time.instant();
    for (int i = 0; i < spendings.size(); i++) {
      Spending s = spendings.get(i);
      time.pass(Duration.ofMillis(s.idleMillis));
      if (i == from) {
        begin = time.instant();
      }
      own.spend(s.events, s.bytes);
      if (i >= from) {
        events += s.events;
        bytes += s.bytes;
        double seconds = Duration.between(begin, time.instant()).toNanos() / 1e9 + 2.000_001;
        assertThat((double) events).isLessThanOrEqualTo(1_000 * seconds);
        assertThat((double) bytes).isLessThanOrEqualTo(100_000 * seconds);
      }
    }
  }

  @Provide
  Arbitrary<List<Spending>> spendings() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 4_000),
            Arbitraries.integers().between(0, 400_000),
            Arbitraries.integers().between(0, 5_000))
        .as(Spending::new)
        .list()
        .ofMaxSize(12);
  }
}
