// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport.Bucket;
import io.millrace.load.report.LoadReport.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.AbstractHistogram;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Histograms of milliseconds and of counts, and what a report says of them. */
final class Distributions {

  /** A day, in microseconds; what takes longer counts as that long. */
  private static final long HIGHEST_MICROS = Duration.ofDays(1).toNanos() / 1_000;

  private static final long HIGHEST_COUNT = 1_000_000;
  private static final int SIGNIFICANT_DIGITS = 3;
  private static final double MICROS = 1_000;

  /** Buckets for drawing begin so small, in a histogram's own units, and grow so fast. */
  private static final long FIRST_BUCKET = 1;

  private static final double GROWTH = 1.25;

  private Distributions() {}

  /** Takes microseconds, from any thread. */
  static AbstractHistogram micros() {
    return new ConcurrentHistogram(HIGHEST_MICROS, SIGNIFICANT_DIGITS);
  }

  /** Takes counts. */
  static Histogram counts() {
    return new Histogram(HIGHEST_COUNT, SIGNIFICANT_DIGITS);
  }

  static void addNanos(AbstractHistogram micros, long nanos) {
    micros.recordValue(Math.clamp(nanos / 1_000, 0, HIGHEST_MICROS));
  }

  static void addMillis(AbstractHistogram micros, double millis) {
    micros.recordValue(Math.clamp(Math.round(millis * MICROS), 0, HIGHEST_MICROS));
  }

  static void addCount(AbstractHistogram counts, long count) {
    counts.recordValue(Math.clamp(count, 0, HIGHEST_COUNT));
  }

  /** In milliseconds. */
  static Distribution ofMicros(AbstractHistogram micros) {
    return of(micros, MICROS);
  }

  static Distribution ofCounts(AbstractHistogram counts) {
    return of(counts, 1);
  }

  private static Distribution of(AbstractHistogram histogram, double unit) {
    if (histogram.getTotalCount() == 0) {
      return new Distribution(0, 0, 0, 0, 0, 0, List.of());
    }
    return new Distribution(
        histogram.getTotalCount(),
        rounded(histogram.getMean() / unit),
        histogram.getValueAtPercentile(50) / unit,
        histogram.getValueAtPercentile(95) / unit,
        histogram.getValueAtPercentile(99) / unit,
        histogram.getMaxValue() / unit,
        buckets(histogram, unit));
  }

  private static double rounded(double value) {
    return Math.round(value * MICROS) / MICROS;
  }

  private static List<Bucket> buckets(AbstractHistogram histogram, double unit) {
    List<Bucket> buckets = new ArrayList<>();
    for (HistogramIterationValue value : histogram.logarithmicBucketValues(FIRST_BUCKET, GROWTH)) {
      long count = value.getCountAddedInThisIterationStep();
      if (count > 0) {
        buckets.add(new Bucket(value.getValueIteratedTo() / unit, count));
      }
    }
    return buckets;
  }
}
