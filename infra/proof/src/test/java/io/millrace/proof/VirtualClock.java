// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The one clock of a world; it moves when the world says so. */
final class VirtualClock implements InstantSource {

  private Instant now;

  VirtualClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void advance(Duration time) {
    now = now.plus(time);
  }

  /** Moves on to a time, never back. */
  void advanceTo(Instant time) {
    if (time.isAfter(now)) {
      now = time;
    }
  }
}
