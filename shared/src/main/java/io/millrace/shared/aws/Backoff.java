// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.batch.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Sends what is left, again and again with bounded waits in between, for calls that answer "some of
 * it failed". Waits grow twofold with full jitter. Source: AWS Architecture Blog, "Exponential
 * Backoff And Jitter".
 *
 * @param attempts calls in all, at least 1
 * @param first upper bound of the first wait
 * @param longest upper bound of any wait
 */
public record Backoff(
    int attempts, Duration first, Duration longest, RandomGenerator random, Pause pause) {

  private static final int ATTEMPTS = 6;
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** Waits for a while; a test's does not. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration time);
  }

  /** For a deployed function: six calls, at most five seconds of waiting. */
  public static Backoff standard() {
    return new Backoff(ATTEMPTS, FIRST, LONGEST, RandomGenerator.getDefault(), Backoff::sleep);
  }

  /**
   * Calls {@code send} with the items, then with those it returns as failed, until none is left.
   *
   * @param what for the message
   * @throws UnavailableException when some are left after the last attempt
   */
  public <T> void untilNoneLeft(String what, List<T> items, UnaryOperator<List<T>> send) {
    List<T> left = items;
    for (int attempt = 1; !left.isEmpty(); attempt++) {
      left = send.apply(left);
      if (left.isEmpty()) {
        return;
      }
      if (attempt >= attempts) {
        throw new UnavailableException(
            what + ": " + left.size() + " of " + items.size() + " failed " + attempts + " times");
      }
      pauseAfter(attempt);
    }
  }

  /** Waits as after a failed call, the first being 1; for a caller whose loop is its own. */
  public void pauseAfter(int attempt) {
    pause.of(wait(attempt));
  }

  private Duration wait(int attempt) {
    long bound =
        Math.min(longest.toMillis(), first.toMillis() << Math.min(attempt - 1, Integer.SIZE - 2));
    return Duration.ofMillis(random.nextLong(bound + 1));
  }

  private static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException("Interrupted while waiting to try again", e);
    }
  }
}
