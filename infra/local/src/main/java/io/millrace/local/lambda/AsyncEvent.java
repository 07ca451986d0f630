// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.lambda.runtime.InvocationResult;
import java.time.Duration;

/**
 * One event on its way through asynchronous invocations: decides what comes after each attempt.
 * [invocation-async] No thread and no clock; not thread-safe.
 */
final class AsyncEvent {
  private static final Duration FIRST_THROTTLE_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_THROTTLE_PAUSE = Duration.ofMinutes(5);

  private final AsyncSettings settings;
  private final long submittedAtMillis;
  private int attempts;
  private int errors;
  private int throttles;

  /** What to do after an attempt. */
  sealed interface Next {
    /** It ran and succeeded. */
    record Succeeded(InvocationResult.Succeeded result) implements Next {}

    /** It is tried again at this moment, epoch milliseconds. */
    record RetryAt(long millis) implements Next {}

    /** It is not tried again. */
    record GivenUp(Condition condition, InvocationResult last) implements Next {}
  }

  /** As a destination is told. */
  enum Condition {
    SUCCESS("Success"),
    RETRIES_EXHAUSTED("RetriesExhausted"),
    EVENT_AGE_EXCEEDED("EventAgeExceeded");

    final String text;

    Condition(String text) {
      this.text = text;
    }
  }

  AsyncEvent(AsyncSettings settings, long submittedAtMillis) {
    this.settings = settings;
    this.submittedAtMillis = submittedAtMillis;
  }

  /** How often the function ran with it. */
  int attempts() {
    return attempts;
  }

  Next after(InvocationResult result, long nowMillis) {
    return switch (result) {
      case InvocationResult.Succeeded done -> {
        attempts++;
        yield new Next.Succeeded(done);
      }
      case InvocationResult.Throttled throttled -> {
        Duration pause = FIRST_THROTTLE_PAUSE.multipliedBy(1L << Math.min(throttles, 20));
        throttles++;
        yield later(
            throttled,
            nowMillis,
            pause.compareTo(LONGEST_THROTTLE_PAUSE) > 0 ? LONGEST_THROTTLE_PAUSE : pause);
      }
      case InvocationResult.Failed failed -> {
        attempts++;
        errors++;
        yield errors > settings.retries()
            ? new Next.GivenUp(Condition.RETRIES_EXHAUSTED, failed)
            : later(failed, nowMillis, Duration.ofMinutes(errors));
      }
    };
  }

  private Next later(InvocationResult last, long nowMillis, Duration pause) {
    long at = nowMillis + pause.toMillis();
    return at - submittedAtMillis > settings.maximumAge().toMillis()
        ? new Next.GivenUp(Condition.EVENT_AGE_EXCEEDED, last)
        : new Next.RetryAt(at);
  }
}
