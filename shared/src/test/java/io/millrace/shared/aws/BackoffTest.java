// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.time.HandSetClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  private final List<Duration> waits = new ArrayList<>();
  private final Backoff backoff =
      new Backoff(5, Duration.ofMillis(50), Duration.ofMillis(120), new Random(1), waits::add);

  @Test
  void onlyWhatFailed_isSentAgain() {
    List<List<Integer>> calls = new ArrayList<>();
    backoff.untilNoneLeft(
        "send",
        List.of(1, 2, 3, 4),
        left -> {
          calls.add(left);
          return left.stream().filter(i -> i > calls.size() * 2).toList();
        });
    assertThat(calls).containsExactly(List.of(1, 2, 3, 4), List.of(3, 4));
    assertThat(waits).hasSize(1);
  }

  @Test
  void whatFailsEveryTime_isUnavailable_afterBoundedWaits() {
    assertThatThrownBy(() -> backoff.untilNoneLeft("send", List.of(1, 2), left -> left))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("send: 2 of 2 failed 5 times");
    assertThat(waits).hasSize(4).allMatch(w -> w.compareTo(Duration.ofMillis(120)) <= 0);
  }

  @Test
  void waits_endWithTheTimeForWork_andNothingIsTriedAfterIt() {
    HandSetClock clock = new HandSetClock();
    Deadline deadline = new Deadline(clock, Duration.ofSeconds(2));
    deadline.begin(Duration.ofSeconds(5));
    Backoff bounded =
        new Backoff(
            100,
            Duration.ofSeconds(2),
            Duration.ofSeconds(2),
            new Random(1),
            wait -> {
              waits.add(wait);
              clock.pass(wait);
            },
            deadline);
    assertThatThrownBy(() -> bounded.untilNoneLeft("send", List.of(1, 2), left -> left))
        .isInstanceOf(UnavailableException.class)
        .hasMessage("send: 2 of 2 failed, and no time remains to try again");
    assertThat(waits.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void nothingToSend_callsNothing() {
    backoff.untilNoneLeft(
        "send",
        List.of(),
        left -> {
          throw new AssertionError("called");
        });
  }
}
