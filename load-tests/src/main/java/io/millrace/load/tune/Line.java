// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What a batch of so many records takes: something for the batch itself and something for each
 * record.
 */
public record Line(
    @JsonProperty(required = true) double perBatch,
    @JsonProperty(required = true) double perRecord) {

  static final Line ZERO = new Line(0, 0);

  /** A mean of batches of one size. */
  public record Point(double records, double value) {}

  double at(double records) {
    return perBatch + perRecord * records;
  }

  Line times(double factor) {
    return new Line(perBatch * factor, perRecord * factor);
  }

  Line plus(Line other) {
    return new Line(perBatch + other.perBatch, perRecord + other.perRecord);
  }

  /**
   * The line with the least squares of relative errors, so that small batches count as large ones
   * do. Neither part is negative: where the best line's is, the other part explains everything.
   *
   * @param points of positive values, or all of them zero
   */
  static Line fit(List<Point> points) {
    if (points.isEmpty()) {
      throw new SettingsException("A line needs a point");
    }
    double w = 0;
    double wx = 0;
    double wy = 0;
    double wxx = 0;
    double wxy = 0;
    for (Point point : points) {
      double weight = point.value > 0 ? 1 / (point.value * point.value) : 0;
      w += weight;
      wx += weight * point.records;
      wy += weight * point.value;
      wxx += weight * point.records * point.records;
      wxy += weight * point.records * point.value;
    }
    if (w == 0) {
      return ZERO;
    }
    double determinant = w * wxx - wx * wx;
    if (determinant <= 1e-12 * w * wxx) {
      // One size only: all of it is the batch's.
      return new Line(wy / w, 0);
    }
    double slope = (w * wxy - wx * wy) / determinant;
    double intercept = (wy - slope * wx) / w;
    if (slope < 0) {
      return new Line(wy / w, 0);
    }
    return intercept < 0 ? new Line(0, wxy / wxx) : new Line(intercept, slope);
  }

  /** The mean distance of the points from the line, as part of their values; 0 is a perfect fit. */
  double error(List<Point> points) {
    return points.stream()
        .filter(point -> point.value > 0)
        .mapToDouble(point -> Math.abs(at(point.records) - point.value) / point.value)
        .average()
        .orElse(0);
  }
}
