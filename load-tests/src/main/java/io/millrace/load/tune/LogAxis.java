// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A logarithmic axis.
 *
 * @param least of the values shown, more than 0
 * @param from where it stands in the picture, and the other end at {@code to}
 */
record LogAxis(double least, double most, double from, double to) {

  private static final double[] STEPS = {1, 2, 5};
  private static final double MARGIN = 1.08;

  /** With a little room at both ends. */
  static LogAxis of(DoubleStream values, double from, double to) {
    double[] positive = values.filter(value -> value > 0).toArray();
    double least = DoubleStream.of(positive).min().orElse(1);
    double most = DoubleStream.of(positive).max().orElse(10);
    return new LogAxis(least / MARGIN, most * MARGIN, from, to);
  }

  double at(double value) {
    double part = Math.log(value / least) / Math.log(most / least);
    return from + Math.clamp(part, 0, 1) * (to - from);
  }

  boolean shows(double value) {
    return value >= least && value <= most;
  }

  /**
   * Round numbers: 1, 2 and 5 of each power of ten, or finer where less than three of them show.
   */
  List<Double> ticks() {
    List<Double> ticks = steps(STEPS);
    return ticks.size() >= 3 ? ticks : steps(new double[] {1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9});
  }

  private List<Double> steps(double[] steps) {
    List<Double> ticks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(least)); Math.pow(10, power) <= most; power++) {
      for (double step : steps) {
        double tick = step * Math.pow(10, power);
        if (shows(tick)) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
