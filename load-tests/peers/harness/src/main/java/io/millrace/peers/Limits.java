// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.time.Duration;

/** What bounds a run. */
final class Limits {
  static final int MIN_EVENTS = 1_000;
  static final int MAX_EVENTS = 200_000;

  /** A side is warmed up with this part of its events. */
  static final int WARM_UP_DIVISOR = 2;

  static final Duration START = Duration.ofSeconds(90);
  static final Duration STOP = Duration.ofSeconds(30);

  /** Of a side's warm-up, and of its measured part. */
  static final Duration PHASE = Duration.ofMinutes(4);

  /** Between two looks at meter and processes. */
  static final Duration LOOK = Duration.ofMillis(100);

  /** A side that wrote nothing for so long is done, if everything is there. */
  static final Duration QUIET = Duration.ofMillis(1_500);

  private Limits() {}

  /** Waits for the next look, or fails when the time is up. */
  static void pause(Duration pause, long endNanos, String what) {
    if (System.nanoTime() > endNanos) {
      throw new PeersException(what + " took longer than allowed");
    }
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeersException(what + " was interrupted", e);
    }
  }
}
