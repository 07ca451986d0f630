// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class DeadlineTest {

  private final HandSetClock clock = new HandSetClock();
  private final Deadline deadline = new Deadline(clock, Duration.ofSeconds(2));

  @Test
  void reserve_isNoTimeForWork_andTimeNeverRunsBelowZero() {
    deadline.begin(Duration.ofSeconds(60));
    assertThat(deadline.end()).isEqualTo(clock.instant().plusSeconds(60));
    assertThat(deadline.left()).isEqualTo(Duration.ofSeconds(58));
    clock.pass(Duration.ofSeconds(58));
    assertThat(deadline.remains()).isFalse();
    clock.pass(Duration.ofSeconds(58));
    assertThat(deadline.left()).isZero();
  }

  @Test
  void nextInvocation_hasTimeAgain_forEveryHolderOfTheDeadline() {
    Deadline report = deadline.reserving(Duration.ofMillis(500));
    deadline.begin(Duration.ofSeconds(1));
    assertThat(deadline.remains()).isFalse();
    assertThat(report.left()).isEqualTo(Duration.ofMillis(500));
    deadline.begin(Duration.ofSeconds(30));
    assertThat(report.left()).isEqualTo(Duration.ofMillis(29_500));
  }

  @Test
  void withoutAnInvocation_timeIsNoBound() {
    assertThat(deadline.left()).isGreaterThan(Duration.ofDays(365));
    assertThat(Deadline.none().remains()).isTrue();
  }
}
