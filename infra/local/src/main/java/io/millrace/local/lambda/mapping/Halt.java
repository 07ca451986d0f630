// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The signal that ends a driver's threads, and what they wait on between two steps. */
final class Halt {
  /** How one waits: in real time, or by moving a clock that no time passes on. */
  @FunctionalInterface
  interface Waiting {
    /** Waits so long, but not beyond the signal. */
    void upTo(Duration duration, CountDownLatch signal) throws InterruptedException;
  }

  private final Waiting waiting;
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean aborted;

  Halt() {
    this(
        (duration, signal) -> {
          boolean ignored = signal.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        });
  }

  Halt(Waiting waiting) {
    this.waiting = waiting;
  }

  void stop() {
    stop.countDown();
  }

  void abort() {
    aborted = true;
    stop.countDown();
  }

  boolean stopped() {
    return stop.getCount() == 0;
  }

  /** Whether results are to be ignored. */
  boolean aborted() {
    return aborted;
  }

  /** Waits, but not beyond the signal. */
  void pause(Duration duration) throws InterruptedException {
    if (duration.isPositive()) {
      waiting.upTo(duration, stop);
    }
  }
}
