// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Waits until something stands still. A cloud that tells no iterator age is idle when nothing waits
 * in its queues and nothing that it stores has changed for a while.
 */
final class Stillness {

  /**
   * What was seen in one look.
   *
   * @param busy what waits, for the message; empty when nothing does
   * @param contents changes with anything that is stored
   */
  record Look(String busy, String contents) {}

  private final LongSupplier nanos;
  private final Runnable pause;
  private final Duration quiet;
  private final Duration longest;

  /**
   * @param pause between two looks
   * @param quiet how long every look has to be the same, with nothing busy
   * @param longest after this it is a failure
   */
  Stillness(LongSupplier nanos, Runnable pause, Duration quiet, Duration longest) {
    this.nanos = nanos;
    this.pause = pause;
    this.quiet = quiet;
    this.longest = longest;
  }

  void await(Supplier<Look> looks) {
    long began = nanos.getAsLong();
    long stillSince = began;
    Look last = looks.get();
    while (nanos.getAsLong() - stillSince < quiet.toNanos()) {
      if (nanos.getAsLong() - began > longest.toNanos()) {
        throw new AssertionError(
            "Still moving after "
                + longest
                + (last.busy.isEmpty() ? ": what is stored changes" : ", busy: " + last.busy));
      }
      pause.run();
      Look now = looks.get();
      if (!now.busy.isEmpty() || !now.equals(last)) {
        stillSince = nanos.getAsLong();
      }
      last = now;
    }
  }
}
