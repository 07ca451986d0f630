// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The signal that ends a driver's threads, and what they wait on between two steps. */
final class Halt {
  private final CountDownLatch stop = new CountDownLatch(1);
  private volatile boolean aborted;

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
      boolean ignored = stop.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
