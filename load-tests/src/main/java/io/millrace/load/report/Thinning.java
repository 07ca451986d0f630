// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Fewer points for the same picture: a curve is cut into stretches, and of each its lowest, middle
 * and highest point remain, all of them measured, never a mean. So no peak is lost, however long
 * the run was.
 */
final class Thinning {

  /** A point; y is NaN where there is none, which is a gap in the curve. */
  record Point(double x, double y) {}

  /** What is left of a stretch; a gap when all are NaN. */
  record Stretch(double x, double low, double middle, double high) {

    boolean isGap() {
      return Double.isNaN(middle);
    }
  }

  private Thinning() {}

  /**
   * Thins a curve.
   *
   * @param points in the order of x
   * @param stretches into which it is cut; a curve of no more points stays as it is
   */
  static List<Stretch> of(List<Point> points, int stretches) {
    List<Stretch> thinned = new ArrayList<>();
    int count = Math.min(points.size(), stretches);
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) points.size() * i / count);
      int to = (int) ((long) points.size() * (i + 1) / count);
      thinned.add(stretch(points.subList(from, to)));
    }
    return thinned;
  }

  private static Stretch stretch(List<Point> points) {
    List<Point> byHeight =
        points.stream()
            .filter(point -> !Double.isNaN(point.y()))
            .sorted(Comparator.comparingDouble(Point::y))
            .toList();
    if (byHeight.isEmpty()) {
      return new Stretch(points.getFirst().x(), Double.NaN, Double.NaN, Double.NaN);
    }
    double x = (points.getFirst().x() + points.getLast().x()) / 2;
    return new Stretch(
        x, byHeight.getFirst().y(), byHeight.get(byHeight.size() / 2).y(), byHeight.getLast().y());
  }
}
