// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import java.util.List;

/**
 * When each event of a run is due, whatever becomes of those before it. Immutable.
 *
 * @param stretches one behind the other
 */
public record Schedule(List<Stretch> stretches) {

  /** What rounding may add up to, in events: an event at the very end of a run is still one. */
  private static final double EPSILON = 1e-6;

  /**
   * A time in which the rate changes evenly.
   *
   * @param from events a second at its beginning
   * @param to events a second at its end
   */
  public record Stretch(double seconds, double from, double to) {

    private double events(double after) {
      return from * after + (to - from) * after * after / (2 * seconds);
    }

    /** Inverse of {@link #events}. */
    private double secondsUntil(double events) {
      double slope = (to - from) / seconds;
      double root = Math.sqrt(Math.max(0, from * from + 2 * slope * events));
      // Unlike (root - from) / slope, exact for a slope of nothing.
      return from + root == 0 ? 0 : 2 * events / (from + root);
    }
  }

  public Schedule {
    stretches = List.copyOf(stretches);
  }

  /** How many events there are in all. */
  public long total() {
    return whole(stretches.stream().mapToDouble(s -> s.events(s.seconds)).sum());
  }

  /** How long it takes. */
  public double seconds() {
    return stretches.stream().mapToDouble(Stretch::seconds).sum();
  }

  /** How many events are due within so many seconds since the beginning. */
  public long dueBy(double seconds) {
    double left = seconds;
    double events = 0;
    for (Stretch stretch : stretches) {
      if (left <= 0) {
        break;
      }
      events += stretch.events(Math.min(left, stretch.seconds));
      left -= stretch.seconds;
    }
    return whole(events);
  }

  /**
   * When an event is due: the moment until which so many are.
   *
   * @param number counted from 1
   * @return seconds since the beginning
   */
  public double dueAt(long number) {
    double before = 0;
    double began = 0;
    for (Stretch stretch : stretches) {
      double events = stretch.events(stretch.seconds);
      if (before + events + EPSILON >= number) {
        return began + Math.min(stretch.seconds, stretch.secondsUntil(number - before));
      }
      before += events;
      began += stretch.seconds;
    }
    throw new IllegalArgumentException("event " + number + " of " + total());
  }

  private static long whole(double events) {
    return (long) Math.floor(events + EPSILON);
  }
}
