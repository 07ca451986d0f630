// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.time.Duration;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Counts and durations of one function since the service started. Thread-safe. */
public final class FunctionMetrics {
  /** One hour, in microseconds: longer than any invocation. */
  private static final long HIGHEST_MICROS = Duration.ofHours(1).toNanos() / 1000;

  /** One part in a hundred: a look at the status walks through all of a histogram's buckets. */
  private static final int SIGNIFICANT_DIGITS = 2;

  private final LongAdder invocations = new LongAdder();
  private final LongAdder errors = new LongAdder();
  private final LongAdder throttles = new LongAdder();
  private final LongAdder coldStarts = new LongAdder();
  private final LongAdder cpuNanosOfEnded = new LongAdder();
  private final LongAccumulator peakMegabytes = new LongAccumulator(Long::max, 0);
  private final ConcurrentHistogram init =
      new ConcurrentHistogram(HIGHEST_MICROS, SIGNIFICANT_DIGITS);
  private final ConcurrentHistogram duration =
      new ConcurrentHistogram(HIGHEST_MICROS, SIGNIFICANT_DIGITS);

  /**
   * One moment's numbers; durations in milliseconds, 0 when nothing was measured.
   *
   * @param peakMegabytes the most memory that one process ever had
   */
  public record Snapshot(
      long invocations,
      long errors,
      long throttles,
      long coldStarts,
      double initP50,
      double initP99,
      double durationP50,
      double durationP99,
      long peakMegabytes) {}

  void coldStart(long nanos) {
    coldStarts.increment();
    init.recordValue(Math.min(nanos / 1000, HIGHEST_MICROS));
  }

  void invoked(long nanos, boolean failed) {
    invocations.increment();
    if (failed) {
      errors.increment();
    }
    duration.recordValue(Math.min(nanos / 1000, HIGHEST_MICROS));
  }

  void peak(long megabytes) {
    peakMegabytes.accumulate(megabytes);
  }

  /** A process is about to end, with so much processor time. */
  void ended(Duration cpu) {
    cpuNanosOfEnded.add(cpu.toNanos());
  }

  Duration cpuOfEnded() {
    return Duration.ofNanos(cpuNanosOfEnded.sum());
  }

  void throttled() {
    throttles.increment();
  }

  public Snapshot snapshot() {
    return new Snapshot(
        invocations.sum(),
        errors.sum(),
        throttles.sum(),
        coldStarts.sum(),
        init.getValueAtPercentile(50) / 1000.0,
        init.getValueAtPercentile(99) / 1000.0,
        duration.getValueAtPercentile(50) / 1000.0,
        duration.getValueAtPercentile(99) / 1000.0,
        peakMegabytes.get());
  }
}
