// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the rate of events goes over a run; the rate that a user gives is its height. */
public enum Shape {
  /** The rate, from the first second to the last. */
  STEADY,
  /** From nothing to the rate, evenly. */
  RAMP,
  /** A quarter of the rate, and the rate itself during the middle fifth. */
  SPIKE,
  /** The rate for long, an hour unless told otherwise. */
  SOAK,
  /** Five equal stretches, each a fifth of the rate higher than the one before. */
  STEP;

  private static final int STEPS = 5;
  private static final double QUIET = 0.25;
  private static final double SPIKE_FROM = 0.4;
  private static final double SPIKE_TO = 0.6;

  /** How long a run of this shape takes when nobody says. */
  public Duration defaultDuration() {
    return this == SOAK ? Duration.ofHours(1) : Duration.ofMinutes(1);
  }

  /** As it is typed. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * When each event is due.
   *
   * @param rate events a second at the height
   */
  public Schedule schedule(double rate, Duration duration) {
    double seconds = duration.toNanos() / 1e9;
    return new Schedule(
        switch (this) {
          case STEADY, SOAK -> List.of(new Schedule.Stretch(seconds, rate, rate));
          case RAMP -> List.of(new Schedule.Stretch(seconds, 0, rate));
          case SPIKE ->
              List.of(
                  flat(seconds * SPIKE_FROM, rate * QUIET),
                  flat(seconds * (SPIKE_TO - SPIKE_FROM), rate),
                  flat(seconds * (1 - SPIKE_TO), rate * QUIET));
          case STEP -> steps(seconds / STEPS, rate / STEPS);
        });
  }

  private static List<Schedule.Stretch> steps(double seconds, double rise) {
    List<Schedule.Stretch> steps = new ArrayList<>();
    for (int i = 1; i <= STEPS; i++) {
      steps.add(flat(seconds, i * rise));
    }
    return steps;
  }

  private static Schedule.Stretch flat(double seconds, double rate) {
    return new Schedule.Stretch(seconds, rate, rate);
  }
}
