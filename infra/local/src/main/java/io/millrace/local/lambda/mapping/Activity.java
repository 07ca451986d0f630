// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The last moment at which anything moved in any mapping or function. One mapping's output is the
 * next one's input, so a look at a source proves that it is exhausted only if the look began after
 * the last movement <em>anywhere</em>. Thread-safe.
 */
public final class Activity {
  private final AtomicLong last = new AtomicLong(System.nanoTime());

  /** Something moves now. */
  public void touch() {
    long now = System.nanoTime();
    last.accumulateAndGet(now, (a, b) -> b - a > 0 ? b : a);
  }

  /** As {@link System#nanoTime}. */
  public long last() {
    return last.get();
  }
}
