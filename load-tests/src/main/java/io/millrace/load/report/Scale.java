// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/**
 * An axis: values to shares of its length, and where its lines are drawn.
 *
 * @param ticks values, ascending
 * @param label what is written at a tick
 */
record Scale(
    double from, double to, boolean logarithmic, List<Double> ticks, DoubleFunction<String> label) {

  private static final double[] STEPS = {1, 2, 2.5, 5, 10};
  private static final double[] SECONDS = {
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 21_600, 86_400
  };
  private static final int TICKS = 5;
  private static final double FEW_DECADES = 2.5;
  private static final double HAIR = 1e-9;
  private static final int SECONDS_PER_MINUTE = 60;

  /** From 0 to a round number that is not less than the largest value. */
  static Scale linear(double max, DoubleFunction<String> label) {
    double top = max > 0 && Double.isFinite(max) ? max : 1;
    double rough = top / TICKS;
    double magnitude = Math.pow(10, Math.floor(Math.log10(rough)));
    return linear(top, step(rough, magnitude), label);
  }

  /** The same for what comes in whole numbers only. */
  static Scale counting(double max, DoubleFunction<String> label) {
    return max < TICKS ? linear(Math.max(1, max), 1, label) : linear(max, label);
  }

  private static double step(double rough, double magnitude) {
    for (double candidate : STEPS) {
      if (candidate * magnitude >= rough * (1 - HAIR)) {
        return candidate * magnitude;
      }
    }
    return STEPS[STEPS.length - 1] * magnitude;
  }

  private static Scale linear(double top, double step, DoubleFunction<String> label) {
    int count = (int) Math.ceil(top / step - HAIR);
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i <= count; i++) {
      ticks.add(i * step);
    }
    return new Scale(0, count * step, false, ticks, label);
  }

  /** From 0 to the end of a run, in minutes and seconds. */
  static Scale time(double seconds) {
    double end = Math.max(1, seconds);
    double step = SECONDS[SECONDS.length - 1];
    for (double candidate : SECONDS) {
      if (end / candidate <= TICKS + 1) {
        step = candidate;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (double tick = 0; tick <= end * (1 + HAIR); tick += step) {
      ticks.add(tick);
    }
    return new Scale(0, end, false, ticks, Scale::minutes);
  }

  private static String minutes(double seconds) {
    long whole = Math.round(seconds);
    return Figures.format("%.0f", (double) (whole / SECONDS_PER_MINUTE))
        + ":"
        + Figures.format("%02.0f", (double) (whole % SECONDS_PER_MINUTE));
  }

  /** Over decades, or over 1, 2 and 5 of each when there are few, around all values. */
  static Scale logarithmic(double min, double max, DoubleFunction<String> label) {
    double low = min > 0 && Double.isFinite(min) ? min : 1;
    double high = Math.max(low * 2, Double.isFinite(max) ? max : low);
    boolean fine = Math.log10(high / low) < FEW_DECADES;
    double[] within = fine ? new double[] {1, 2, 5} : new double[] {1};
    List<Double> ticks = new ArrayList<>();
    for (int decade = (int) Math.floor(Math.log10(low)); ; decade++) {
      for (double step : within) {
        double tick = step * Math.pow(10, decade);
        ticks.add(tick);
        if (tick >= high * (1 - HAIR)) {
          while (ticks.size() > 2 && ticks.get(1) <= low) {
            ticks.removeFirst();
          }
          return new Scale(ticks.getFirst(), tick, true, ticks, label);
        }
      }
    }
  }

  /** Where a value lies: 0 at the axis's beginning, 1 at its end, never beyond. */
  double at(double value) {
    double share =
        logarithmic
            ? Math.log(Math.max(value, from) / from) / Math.log(to / from)
            : (value - from) / (to - from);
    return Math.clamp(share, 0, 1);
  }
}
