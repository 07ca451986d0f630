// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.runtime.InvocationResult;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** What one mapping has done since it was started. Thread-safe. */
public final class MappingNumbers {
  /** A week in milliseconds, as long as records usually live; older counts as that old. */
  private static final long OLDEST_MILLIS = 7L * 24 * 60 * 60 * 1000;

  /** One part in a hundred: a look at the status walks through all of a histogram's buckets. */
  private static final int SIGNIFICANT_DIGITS = 2;

  private final LongAdder batches = new LongAdder();
  private final LongAdder records = new LongAdder();
  private final LongAdder failedBatches = new LongAdder();
  private final LongAdder discarded = new LongAdder();
  private final AtomicInteger inFlight = new AtomicInteger();
  private final ConcurrentHistogram iteratorAge =
      new ConcurrentHistogram(OLDEST_MILLIS, SIGNIFICANT_DIGITS);
  private final MappingObserver observer;
  private volatile String lastResult = "No records processed";

  public MappingNumbers() {
    this(MappingObserver.NONE);
  }

  MappingNumbers(MappingObserver observer) {
    this.observer = observer;
  }

  /** Something happened to so many records or messages. */
  void count(EventCount what, int events) {
    observer.count(what, events);
  }

  /**
   * One moment's numbers.
   *
   * @param batches invocations that ran, the empty ones that close windows included
   * @param records that are done
   * @param failedBatches invocations that failed, or reported failed records
   * @param discardedRecords given up to the failure destination
   * @param iteratorAges how many batches the ages are of
   * @param iteratorAgeP50 milliseconds from the arrival of a batch's last record to the end of its
   *     invocation
   * @param lastResult in words, as the service's API gives it
   */
  public record Snapshot(
      long batches,
      long records,
      long failedBatches,
      long discardedRecords,
      int inFlight,
      long iteratorAges,
      long iteratorAgeP50,
      long iteratorAgeP99,
      long iteratorAgeMax,
      String lastResult) {}

  /** The numbers of a mapping that has not run yet. */
  public static Snapshot none() {
    return new MappingNumbers().snapshot();
  }

  void begun() {
    inFlight.incrementAndGet();
  }

  /** An invocation has come back, whether it ran or not. */
  void ended(InvocationResult result, int done, boolean failed) {
    inFlight.decrementAndGet();
    if (result instanceof InvocationResult.Throttled throttled) {
      lastResult = "PROBLEM: " + throttled.reason();
      return;
    }
    batches.increment();
    records.add(done);
    if (failed) {
      failedBatches.increment();
      lastResult = "PROBLEM: Function call failed";
    } else {
      lastResult = "OK";
    }
  }

  void abandoned() {
    inFlight.decrementAndGet();
  }

  void age(long millis) {
    iteratorAge.recordValue(Math.clamp(millis, 0, OLDEST_MILLIS));
    observer.age(Math.max(0, millis));
  }

  /** An invocation ran with so many records or messages, of which so many are done. */
  void invoked(int events, int done) {
    observer.count(EventCount.INVOKED, events);
    observer.count(EventCount.FAILED_INVOKE, events - done);
  }

  void discarded(int count) {
    discarded.add(count);
    observer.count(EventCount.DROPPED, count);
  }

  void problem(String message) {
    lastResult = "PROBLEM: " + message;
  }

  int inFlight() {
    return inFlight.get();
  }

  Snapshot snapshot() {
    return new Snapshot(
        batches.sum(),
        records.sum(),
        failedBatches.sum(),
        discarded.sum(),
        inFlight.get(),
        iteratorAge.getTotalCount(),
        iteratorAge.getValueAtPercentile(50),
        iteratorAge.getValueAtPercentile(99),
        iteratorAge.getMaxValue(),
        lastResult);
  }
}
