// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/**
 * Sends what is left, again and again with bounded waits in between, for calls that answer "some of
 * it failed". Waits grow twofold with full jitter. Source: AWS Architecture Blog, "Exponential
 * Backoff And Jitter". Nothing is tried again when no time remains.
 *
 * @param attempts calls in all, at least 1
 * @param first upper bound of the first wait
 * @param longest upper bound of any wait
 */
public record Backoff(
    int attempts,
    Duration first,
    Duration longest,
    RandomGenerator random,
    Pause pause,
    Deadline deadline) {

  private static final int ATTEMPTS = 6;
  private static final Duration FIRST = Duration.ofMillis(50);
  private static final Duration LONGEST = Duration.ofSeconds(2);

  /** Waits for a while; a test's does not. */
  @FunctionalInterface
  public interface Pause {
    void of(Duration time);
  }

  /** For a caller that nobody ends. */
  public Backoff(
      int attempts, Duration first, Duration longest, RandomGenerator random, Pause pause) {
    this(attempts, first, longest, random, pause, Deadline.none());
  }

  /** Six calls, at most five seconds of waiting; for a caller that nobody ends. */
  public static Backoff standard() {
    return standard(Deadline.none());
  }

  /** Six calls, at most five seconds of waiting, and none of it beyond the deadline. */
  public static Backoff standard(Deadline deadline) {
    return new Backoff(ATTEMPTS, FIRST, LONGEST, new UniqueRandom(), Backoff::sleep, deadline);
  }

  /**
   * Calls {@code send} with the items, then with those it returns as failed, until none is left.
   *
   * @param what for the message
   * @throws UnavailableException when some are left after the last attempt, or when no time remains
   *     for another
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
      if (!deadline.remains()) {
        throw new UnavailableException(
            what
                + ": "
                + left.size()
                + " of "
                + items.size()
                + " failed, and no time remains to try again");
      }
    }
  }

  /**
   * Waits as after a failed call, the first being 1; for a caller whose loop is its own. Never
   * beyond the deadline.
   */
  public void pauseAfter(int attempt) {
    Duration wait = wait(attempt);
    Duration left = deadline.left();
    pause.of(wait.compareTo(left) < 0 ? wait : left);
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
