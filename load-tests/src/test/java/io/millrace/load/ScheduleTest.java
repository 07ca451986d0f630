// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleTest {

  /** The area under each shape: of 100 events a second over 60 seconds. */
  @ParameterizedTest
  @CsvSource({"STEADY, 6000", "SOAK, 6000", "RAMP, 3000", "SPIKE, 2400", "STEP, 3600"})
  void total_isTheAreaUnderTheShape(Shape shape, long total) {
    Schedule schedule = shape.schedule(100, Duration.ofSeconds(60));

    assertThat(schedule.total()).isEqualTo(total);
    assertThat(schedule.seconds()).isCloseTo(60, within(1e-9));
    assertThat(schedule.dueBy(60)).isEqualTo(total);
    assertThat(schedule.dueBy(1_000)).isEqualTo(total);
    assertThat(schedule.dueBy(-1)).isZero();
  }

  /** What is due by a moment are exactly the events whose moment is not later. */
  @ParameterizedTest
  @EnumSource(Shape.class)
  void everyEvent_isDueWhenItsNumberIs(Shape shape) {
    Schedule schedule = shape.schedule(37.5, Duration.ofSeconds(20));
    double last = 0;
    for (long n = 1; n <= schedule.total(); n++) {
      double due = schedule.dueAt(n);
      assertThat(due).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(schedule.seconds() + 1e-9);
      assertThat(schedule.dueBy(due + 1e-5)).isGreaterThanOrEqualTo(n);
      assertThat(schedule.dueBy(due - 1e-3)).isLessThan(n);
      last = due;
    }
  }

  @Test
  void rateWithinShapes_isTheOneThatIsPromised() {
    Schedule spike = Shape.SPIKE.schedule(100, Duration.ofSeconds(100));
    assertThat(between(spike, 0, 40)).isEqualTo(1_000);
    assertThat(between(spike, 40, 60)).isEqualTo(2_000);
    assertThat(between(spike, 60, 100)).isEqualTo(1_000);

    Schedule step = Shape.STEP.schedule(100, Duration.ofSeconds(50));
    assertThat(between(step, 0, 10)).isEqualTo(200);
    assertThat(between(step, 40, 50)).isEqualTo(1_000);

    Schedule ramp = Shape.RAMP.schedule(100, Duration.ofSeconds(100));
    assertThat(between(ramp, 0, 50)).isEqualTo(1_250);
    assertThat(between(ramp, 50, 100)).isEqualTo(3_750);
  }

  @Test
  void mix_isReadAndExplained() {
    assertThat(Mix.of("100:1").photosBy(250)).isEqualTo(2);
    assertThat(Mix.of("1:0").photosBy(1_000_000)).isZero();
    assertThatThrownBy(() -> Mix.of("100")).hasMessageContaining("EVENTS:PHOTOS such as 100:1");
    assertThatThrownBy(() -> Mix.of("0:1")).hasMessageContaining("EVENTS:PHOTOS");
  }

  private static long between(Schedule schedule, double from, double to) {
    return schedule.dueBy(to) - schedule.dueBy(from);
  }
}
