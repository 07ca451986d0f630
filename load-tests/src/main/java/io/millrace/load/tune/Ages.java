// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.HdrHistogram.Histogram;

/** A distribution of ages in milliseconds. */
public record Ages(
    @JsonProperty(required = true) double mean,
    @JsonProperty(required = true) double p50,
    @JsonProperty(required = true) double p95,
    @JsonProperty(required = true) double p99,
    @JsonProperty(required = true) double max) {

  private static final long MICROS = 1_000;
  private static final int DIGITS = 3;

  /** Gathers them; in microseconds, so that small ones stay exact. */
  public static final class Gathered {
    private final Histogram histogram = new Histogram(DIGITS);
    private double sum;

    public Gathered() {
      histogram.setAutoResize(true);
    }

    public void add(double millis) {
      histogram.recordValue(Math.max(0, Math.round(millis * MICROS)));
      sum += millis;
    }

    public long count() {
      return histogram.getTotalCount();
    }

    public Ages ages() {
      return new Ages(count() == 0 ? 0 : sum / count(), at(50), at(95), at(99), at(100));
    }

    private double at(double percentile) {
      return count() == 0 ? 0 : histogram.getValueAtPercentile(percentile) / (double) MICROS;
    }
  }
}
