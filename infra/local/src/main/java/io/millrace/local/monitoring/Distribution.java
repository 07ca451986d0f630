// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Some values of a metric: count, sum, extremes, and buckets a hundredth wide for percentiles,
 * which are there once two values differ. Not thread-safe: its series is.
 */
final class Distribution {
  private static final double WIDTH = Math.log(1.01);

  /** More than the logarithm of any double is worth in buckets. */
  private static final int ONE = 100_000;

  private double count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max = Double.NEGATIVE_INFINITY;
  private @Nullable TreeMap<Integer, Double> buckets;

  void add(double value, double times) {
    if (count > 0 && min == max && value != min) {
      buckets = new TreeMap<>();
      buckets.put(bucket(min), count);
    }
    if (buckets != null) {
      buckets.merge(bucket(value), times, Double::sum);
    }
    count += times;
    sum += value * times;
    min = Math.min(min, value);
    max = Math.max(max, value);
  }

  void add(Distribution other) {
    if (other.count == 0) {
      return;
    }
    if (other.buckets == null) {
      add(other.min, other.count);
      return;
    }
    TreeMap<Integer, Double> all = new TreeMap<>(other.buckets);
    if (count > 0) {
      if (buckets == null) {
        all.merge(bucket(min), count, Double::sum);
      } else {
        buckets.forEach((bucket, times) -> all.merge(bucket, times, Double::sum));
      }
    }
    buckets = all;
    count += other.count;
    sum += other.sum;
    min = Math.min(min, other.min);
    max = Math.max(max, other.max);
  }

  double count() {
    return count;
  }

  double sum() {
    return sum;
  }

  double min() {
    return min;
  }

  double max() {
    return max;
  }

  /**
   * The value that a share of the values do not exceed, within a hundredth.
   *
   * @param percent 0 to 100
   */
  double percentile(double percent) {
    if (buckets == null) {
      return min;
    }
    double rank = Math.max(1, Math.ceil(percent / 100 * count));
    double seen = 0;
    for (Map.Entry<Integer, Double> bucket : buckets.entrySet()) {
      seen += bucket.getValue();
      if (seen >= rank) {
        return seen >= count ? max : Math.clamp(value(bucket.getKey()), min, max);
      }
    }
    return max;
  }

  private static int bucket(double value) {
    if (value == 0) {
      return 0;
    }
    int size = ONE + (int) Math.floor(Math.log(Math.abs(value)) / WIDTH);
    return value > 0 ? size : -size;
  }

  private static double value(int bucket) {
    if (bucket == 0) {
      return 0;
    }
    double size = Math.exp((Math.abs(bucket) - ONE + 0.5) * WIDTH);
    return bucket > 0 ? size : -size;
  }
}
