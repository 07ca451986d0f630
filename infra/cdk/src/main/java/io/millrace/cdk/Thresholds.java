// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

/**
 * When each alarm goes off: all of it, in one place. What a team tunes is a parameter instead
 * ({@link AlarmChoices}).
 *
 * <p>CloudWatch's limits, which a test compares: a period is a multiple of 60 s and a day at most;
 * periods times their length are a day at most, or seven where a period is an hour or longer.
 * Source: PutMetricAlarm in the API reference.
 */
final class Thresholds {

  /**
   * One alarm's.
   *
   * @param seconds of a period
   * @param breaching periods that have to be at the threshold or above
   * @param of so many, the last ones
   */
  record Rule(int seconds, int breaching, int of, double threshold) {}

  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 5 * MINUTE;
  static final int HOUR = 60 * MINUTE;
  private static final int DAY = 24 * HOUR;

  /** Percent of invocations that fail altogether. Three minutes, because one is retried away. */
  static final Rule ERROR_RATE = new Rule(MINUTE, 3, 5, 5);

  /** Invocations refused in a minute. A burst is retried without loss; this is no burst. */
  static final Rule THROTTLES = new Rule(MINUTE, 5, 10, 1);

  /**
   * Percent of the timeout that the 99th percentile takes. A large upload takes 100 of its 120
   * seconds by design, and goes on in another invocation.
   */
  static final Rule DURATION = new Rule(FIVE_MINUTES, 2, 3, 90);

  /** Percent of the concurrency a queue's mapping may use: used up, a quarter of an hour long. */
  static final Rule CONCURRENCY = new Rule(MINUTE, 15, 15, 100);

  /** Percent of the account's concurrency; what is left is everybody's. */
  static final Rule ACCOUNT_CONCURRENCY = new Rule(MINUTE, 5, 10, 80);

  /** The threshold is {@link AlarmChoices#ageSeconds}. */
  static final Rule ITERATOR_AGE = new Rule(MINUTE, 5, 5, 0);

  /** A quarter of an hour with something to handle in each part of it, and nothing handled. */
  static final Rule STALLED = new Rule(FIVE_MINUTES, 3, 3, 1);

  /**
   * Seconds that a message has waited in a stage's queue. A message that failed once comes back
   * after its visibility timeout, 12 minutes: this is more than two failures.
   */
  static final Rule QUEUE_AGE = new Rule(FIVE_MINUTES, 2, 2, 30 * MINUTE);

  /** Messages in a dead-letter queue. Each has failed five times. */
  static final Rule DEAD_LETTERS = new Rule(MINUTE, 1, 1, 1);

  /** Seconds in a dead-letter queue, which keeps 14 days: a weekend and two days are left. */
  static final Rule DEAD_LETTER_AGE = new Rule(HOUR, 1, 1, 10 * DAY);

  /** Events in batches that the mapping gave up and kept. */
  static final Rule FAILED_BATCHES = new Rule(FIVE_MINUTES, 1, 1, 1);

  /** Events that a mapping gave up and kept nowhere. */
  static final Rule DROPPED_EVENTS = new Rule(FIVE_MINUTES, 1, 1, 1);

  /** Of a month's budget, 2 % in an hour; the short window ends the alarm with its cause. */
  static final Rule FAST_BURN_LONG = new Rule(HOUR, 1, 1, 14.4);

  static final Rule FAST_BURN_SHORT = new Rule(FIVE_MINUTES, 1, 1, 14.4);

  /** Of a month's budget, 10 % in a day. */
  static final Rule SLOW_BURN_LONG = new Rule(DAY, 1, 1, 3);

  static final Rule SLOW_BURN_SHORT = new Rule(2 * HOUR, 1, 1, 3);

  /** The threshold is {@link AlarmChoices#dollarsAnHour}. */
  static final Rule COST = new Rule(HOUR, 1, 1, 0);

  /**
   * Seconds since the provider built the database, which it does twice a week. Two days, because
   * two daily runs may be more than 24 hours apart.
   */
  static final Rule GEOLOCATION_AGE = new Rule(DAY, 2, 2, 14 * DAY);

  /**
   * Calls of the deployment hook in one of the last 20 minutes. It is called before traffic moves;
   * the moving takes as long as the settings' longest canary, and going back less.
   */
  static final Rule DEPLOYING = new Rule(MINUTE, 1, 20, 1);

  /** How long a composite waits for the deployment's alarm to be there, and after it is gone. */
  static final int SUPPRESSOR_SECONDS = MINUTE;

  private Thresholds() {}
}
