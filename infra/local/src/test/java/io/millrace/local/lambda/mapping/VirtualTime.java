// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;

/**
 * A clock that stands still until somebody waits. Not thread-safe: what is tested runs in the
 * test's own thread.
 */
final class VirtualTime implements InstantSource, Halt.Waiting {
  private long now;

  long now() {
    return now;
  }

  void pass(Duration duration) {
    now += duration.toMillis();
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(now);
  }

  @Override
  public void upTo(Duration duration, CountDownLatch signal) {
    pass(duration);
  }
}
