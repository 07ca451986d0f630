// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.Arrays;
import java.util.Random;

/**
 * A Poisson process of arrivals, drawn once and stretched to every rate: candidates are compared
 * under the same luck, and a sweep does not draw millions of logarithms again.
 */
final class Arrivals {

  /** So many at the least, so that percentiles mean something. */
  private static final int LEAST = 4_000;

  private static final int MOST = 8_000;
  private static final int LEAST_BATCHES = 10;

  /** Longer where fewer batches would come of it. */
  private static final double LEAST_MILLIS = 120_000;

  private final Random random;
  private final int least;
  private double[] unit = new double[0];

  Arrivals(long seed) {
    this(seed, LEAST);
  }

  /**
   * @param least how many at the least
   */
  Arrivals(long seed, int least) {
    this.random = new Random(seed);
    this.least = least;
  }

  /**
   * Moments in milliseconds, ascending, for a simulation of some minutes and of at least ten
   * batches.
   *
   * @param perBatch records that a batch may have at this rate
   */
  double[] at(double perSecond, double perBatch) {
    double gap = 1_000 / perSecond;
    int count =
        (int)
            Math.max(
                LEAST_BATCHES * perBatch,
                Math.clamp(LEAST_MILLIS / gap, least, Math.max(least, MOST)));
    extend(count);
    double[] moments = new double[count];
    for (int i = 0; i < count; i++) {
      moments[i] = unit[i] * gap;
    }
    return moments;
  }

  private void extend(int count) {
    if (unit.length >= count) {
      return;
    }
    double[] longer = Arrays.copyOf(unit, count);
    double now = unit.length == 0 ? 0 : unit[unit.length - 1];
    for (int i = unit.length; i < count; i++) {
      now -= Math.log(1 - random.nextDouble());
      longer[i] = now;
    }
    unit = longer;
  }
}
