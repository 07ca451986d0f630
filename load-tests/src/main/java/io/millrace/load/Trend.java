// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

/** The straight line that fits points best (least squares). Not thread-safe. */
final class Trend {

  /** So many standard errors below the slope it is hardly ever: about one time in forty. */
  private static final double SURE = 2;

  private long n;
  private double first;
  private double sumX;
  private double sumY;
  private double sumXx;
  private double sumXy;
  private double sumYy;

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
    sumYy += y * y;
  }

  /**
   * How steeply it rises at least, for all the scatter of the points: the slope less twice its
   * standard error; 0 when it does not surely rise, and for less than three points.
   */
  double surelyRises() {
    double spreadX = sumXx - sumX * sumX / n;
    if (n < 3 || spreadX <= 0) {
      return 0;
    }
    double spreadXy = sumXy - sumX * sumY / n;
    double slope = spreadXy / spreadX;
    double scatter = Math.max(0, sumYy - sumY * sumY / n - slope * spreadXy);
    double error = Math.sqrt(scatter / (n - 2) / spreadX);
    return Math.max(0, slope - SURE * error);
  }
}
