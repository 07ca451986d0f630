// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

/** The slope of the straight line that fits points best (least squares). Not thread-safe. */
final class Trend {

  private long n;
  private double first;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumXy;

  void add(double x, double y) {
    if (n == 0) {
      first = x;
    }
    // Measured from the first point: squares of seconds since 1970 leave no digits for the rest.
    double fromFirst = x - first;
    n++;
    sumX += fromFirst;
    sumY += y;
    sumXx += fromFirst * fromFirst;
    sumXy += fromFirst * y;
  }

  /** 0 for less than two different points. */
  double slope() {
    double spread = n * sumXx - sumX * sumX;
    return spread <= 0 ? 0 : (n * sumXy - sumX * sumY) / spread;
  }
}
