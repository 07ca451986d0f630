// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import io.millrace.load.report.LineChart.Axis;
import io.millrace.load.report.LineChart.Series;
import io.millrace.load.report.LoadReport.Bucket;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.Thinning.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Distributions as curves of their percentiles; each line of the axis is ten times rarer. */
final class Quantiles {

  private static final double[] QUANTILE_TICKS = {2, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  private static final String[] QUANTILES = {
    "50 %", "90 %", "99 %", "99.9 %", "99.99 %", "99.999 %", "99.9999 %"
  };

  private Quantiles() {}

  /**
   * Draws distributions of milliseconds, unless all are empty.
   *
   * @param style of a curve, by its name
   */
  static Optional<LineChart> chart(
      String id,
      String title,
      String note,
      Map<String, Distribution> distributions,
      ToIntFunction<String> style) {
    List<Series> series = new ArrayList<>();
    double most = 0;
    double highest = 0;
    double least = Double.MAX_VALUE;
    for (Map.Entry<String, Distribution> entry : distributions.entrySet()) {
      Distribution distribution = entry.getValue();
      if (distribution.buckets().isEmpty()) {
        continue;
      }
      series.add(
          new Series(entry.getKey(), style.applyAsInt(entry.getKey()), true, points(distribution)));
      highest = Math.max(highest, distribution.buckets().getLast().upTo());
      most = Math.max(most, count(distribution));
      least = Math.min(least, Math.max(0.1, distribution.buckets().getFirst().upTo()));
    }
    if (series.isEmpty()) {
      return Optional.empty();
    }
    Scale y = Scale.logarithmic(least, highest, Figures::compact);
    return Optional.of(
        new LineChart(
            id,
            title,
            note,
            new Axis("percentile", rarity(most)),
            new Axis("milliseconds", y),
            series));
  }

  /** By one in how many: each line of the axis is ten times rarer than the one before. */
  private static Scale rarity(double count) {
    List<Double> ticks = new ArrayList<>();
    for (double tick : QUANTILE_TICKS) {
      if (ticks.size() < 2 || tick <= count) {
        ticks.add(tick);
      }
    }
    return new Scale(
        1,
        Math.max(count, ticks.getLast()),
        true,
        ticks,
        tick -> {
          for (int i = 0; i < QUANTILE_TICKS.length; i++) {
            if (QUANTILE_TICKS[i] == tick) {
              return QUANTILES[i];
            }
          }
          return "";
        });
  }

  private static List<Point> points(Distribution distribution) {
    double count = count(distribution);
    List<Point> points = new ArrayList<>();
    double below = 0;
    for (Bucket bucket : distribution.buckets()) {
      points.add(new Point(count / (count - below), bucket.upTo()));
      below += bucket.count();
      points.add(new Point(count / Math.max(1, count - below), bucket.upTo()));
    }
    return points;
  }

  private static long count(Distribution distribution) {
    return distribution.buckets().stream().mapToLong(Bucket::count).sum();
  }
}
