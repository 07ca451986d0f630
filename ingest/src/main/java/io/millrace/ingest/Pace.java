// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.aws.Backoff.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps one upload from crowding out live traffic: a bucket of tokens that fills at a rate, counted
 * as the time at which it was or will be full. Events and bytes share it, because either may be
 * what a stream, a function or a table runs short of. What exceeds the bucket waits first.
 */
final class Pace {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final UploadConfig.Rate rate;
  private final InstantSource clock;
  private final Pause pause;
  private Instant paidUntil = Instant.MIN;

  Pace(UploadConfig.Rate rate, InstantSource clock, Pause pause) {
    this.rate = rate;
    this.clock = clock;
    this.pause = pause;
  }

  /** Returns when so much may be sent. */
  void spend(long events, long bytes) {
    Instant now = clock.instant();
    Instant full = now.minus(rate.burst());
    Instant from = paidUntil.isBefore(full) ? full : paidUntil;
    paidUntil = from.plusNanos(Math.max(nanos(events, rate.events()), nanos(bytes, rate.bytes())));
    Duration wait = Duration.between(now, paidUntil);
    if (wait.isPositive()) {
      pause.of(wait);
    }
  }

  private static long nanos(long n, long perSecond) {
    return Math.multiplyExact(n, SECOND) / perSecond;
  }
}
