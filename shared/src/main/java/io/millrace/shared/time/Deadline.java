// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.time;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/**
 * When the invocation under way ends, and how much of it is left for work. One for each function
 * environment, told at the beginning of every invocation: Lambda gives an environment one at a
 * time. A reserve at the end is no time for work; in it a batch says what it came to. Thread-safe.
 *
 * <p>Source: AWS Lambda Developer Guide, "Using the Lambda context object to retrieve Java function
 * information" (getRemainingTimeInMillis).
 */
public final class Deadline {

  /** Enough to put a batch's messages back, to report, and for the runtime to answer. */
  private static final Duration RESERVE = Duration.ofSeconds(2);

  /** Before the first invocation, and where there is none: longer than anything waits. */
  private static final Duration NO_END = Duration.ofDays(36_500);

  private final InstantSource clock;
  private final Duration reserve;
  private final AtomicReference<Instant> end;

  /**
   * @param reserve of each invocation, that is not for work
   */
  public Deadline(InstantSource clock, Duration reserve) {
    this(clock, reserve, new AtomicReference<>(clock.instant().plus(NO_END)));
  }

  private Deadline(InstantSource clock, Duration reserve, AtomicReference<Instant> end) {
    this.clock = clock;
    this.reserve = reserve;
    this.end = end;
  }

  /** Of the invocations of a deployed function. */
  public static Deadline ofInvocations() {
    return new Deadline(InstantSource.system(), RESERVE);
  }

  /** For a caller that nobody ends. */
  public static Deadline none() {
    return new Deadline(InstantSource.system(), Duration.ZERO);
  }

  /** The same deadline for what belongs into the reserve, of which this much stays untouched. */
  public Deadline reserving(Duration less) {
    return new Deadline(clock, less, end);
  }

  /**
   * An invocation begins.
   *
   * @param remaining until Lambda ends it
   */
  public void begin(Duration remaining) {
    end.set(clock.instant().plus(remaining));
  }

  public Instant now() {
    return clock.instant();
  }

  /** When the invocation ends, whatever it is at. */
  public Instant end() {
    return end.get();
  }

  /** Time left for work; zero when there is none, never negative. */
  public Duration left() {
    Duration left = Duration.between(clock.instant(), end()).minus(reserve);
    return left.isNegative() ? Duration.ZERO : left;
  }

  /** Whether any time is left for work. */
  public boolean remains() {
    return left().isPositive();
  }
}
