// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import io.millrace.shared.record.Keeping;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of the redrive function.
 *
 * @param reserve no invocation of a stage is begun when less time than this remains
 * @param maxInvocations of the stage for one object in one go
 * @param maxAutomaticTries by the schedule, of one batch
 * @param automaticWait between the first of them and the second; each further one is twice as long
 * @param maxPayloadBytes of one invocation. Source: Lambda quotas, "Invocation payload"
 */
record RedriveConfig(
    String failuresBucket,
    String recordsTable,
    String idempotencyTable,
    Duration reserve,
    int maxInvocations,
    int maxAutomaticTries,
    Duration automaticWait,
    long maxPayloadBytes,
    Keeping keeping) {

  @Meaning("Bucket of failed batches")
  static final String FAILURES_BUCKET = "FAILURES_BUCKET";

  @Meaning("Table from which a rejected item is taken before it is judged again")
  static final String RECORDS_TABLE = "RECORDS_TABLE";

  @Meaning("Table of claims, so that an object is redriven once")
  static final String IDEMPOTENCY_TABLE = "IDEMPOTENCY_TABLE";

  @Meaning("How much of an invocation's time must be left to call a stage")
  static final String RESERVE = "RESERVE";

  @Meaning("Calls of a stage for one object in one go; the rest stays for the next")
  static final String MAX_INVOCATIONS = "MAX_INVOCATIONS";

  @Meaning("Times that the schedule redrives a batch; then it waits for a person")
  static final String MAX_AUTOMATIC_TRIES = "MAX_AUTOMATIC_TRIES";

  @Meaning("Between the first automatic try and the second; each further wait is twice as long")
  static final String AUTOMATIC_WAIT = "AUTOMATIC_WAIT";

  /** Over 14 hours: an outage of a night, and soon enough for a person to see what is left. */
  private static final long DEFAULT_AUTOMATIC_TRIES = 5;

  /** A little less than an hour, so that a schedule by the hour meets it. */
  private static final Duration DEFAULT_AUTOMATIC_WAIT = Duration.ofMinutes(50);

  /** Longer than the longest timeout of a stage. */
  private static final Duration DEFAULT_RESERVE = Duration.ofSeconds(125);

  private static final long DEFAULT_INVOCATIONS = 100;
  static final long MAX_PAYLOAD_BYTES = 6L * 1024 * 1024;

  static RedriveConfig from(Map<String, String> env) {
    Settings settings = new Settings("redrive", env);
    RedriveConfig config =
        new RedriveConfig(
            settings.text(FAILURES_BUCKET),
            settings.text(RECORDS_TABLE),
            settings.text(IDEMPOTENCY_TABLE),
            settings.duration(
                RESERVE, DEFAULT_RESERVE, Duration.ofSeconds(1), Duration.ofMinutes(14)),
            (int) settings.number(MAX_INVOCATIONS, DEFAULT_INVOCATIONS, 1, 10_000),
            (int) settings.number(MAX_AUTOMATIC_TRIES, DEFAULT_AUTOMATIC_TRIES, 1, 10),
            settings.duration(
                AUTOMATIC_WAIT, DEFAULT_AUTOMATIC_WAIT, Duration.ofMinutes(1), Duration.ofDays(1)),
            MAX_PAYLOAD_BYTES,
            Keeping.from(settings));
    settings.check();
    return config;
  }
}
