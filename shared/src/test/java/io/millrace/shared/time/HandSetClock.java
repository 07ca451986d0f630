// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until somebody sets it forward. Thread-safe. */
public final class HandSetClock implements InstantSource {

  private volatile Instant now = Instant.parse("2026-11-20T10:15:30Z");

  @Override
  public Instant instant() {
    return now;
  }

  public synchronized void pass(Duration time) {
    now = now.plus(time);
  }
}
