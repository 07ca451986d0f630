// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What happens to a batch of a stream after it failed. [services-kinesis-parameters,
 * kinesis-on-failure-destination]
 *
 * <p>Where the guide is silent: attempts belong to the batch that begins with a certain record, so
 * progress within a batch starts them anew; a report that names the first record is no progress,
 * and a bisecting mapping halves that batch.
 *
 * @param maximumRetryAttempts -1: for ever
 */
record RetryPolicy(int maximumRetryAttempts, int maximumRecordAgeSeconds, boolean bisect) {
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(30);

  /**
   * What to do next.
   *
   * @param retry in this order, before any later record
   * @param discard given up, when attempts are used up
   */
  record Next(List<StreamBatch> retry, Optional<StreamBatch> discard) {
    private static Next retry(StreamBatch... batches) {
      return new Next(List.of(batches), Optional.empty());
    }
  }

  /** After a failure from a record on; what stands before it succeeded. */
  Next afterFailure(StreamBatch batch, int firstFailed) {
    int size = batch.size();
    boolean progress = firstFailed > 0;
    if (progress && bisect) {
      return Next.retry(
          batch.part(firstFailed, size, 0)); // split at the checkpoint: uses up no attempt
    }
    if (!progress && bisect && size > 1) {
      int middle = size / 2;
      return Next.retry(
          batch.part(0, middle, batch.failures()), batch.part(middle, size, batch.failures()));
    }
    int failures = progress ? 1 : batch.failures() + 1;
    StreamBatch rest = batch.part(firstFailed, size, failures);
    boolean usedUp = maximumRetryAttempts >= 0 && failures > maximumRetryAttempts;
    return usedUp ? new Next(List.of(), Optional.of(rest)) : Next.retry(rest);
  }

  /** How many records at the head of a batch are too old to be sent (again). */
  int expired(StreamBatch batch, long nowMillis) {
    if (maximumRecordAgeSeconds < 0) {
      return 0;
    }
    long oldest = nowMillis - maximumRecordAgeSeconds * 1000L;
    int count = 0;
    for (StreamRecord record : batch.records()) {
      if (record.arrivedAtMillis() >= oldest) {
        break;
      }
      count++;
    }
    return count;
  }

  /** The pause after a number of failures in a row, splits included. */
  static Duration backoff(int failuresInARow) {
    long millis = FIRST_BACKOFF.toMillis() << Math.min(failuresInARow - 1, 20);
    return millis > LONGEST_BACKOFF.toMillis() ? LONGEST_BACKOFF : Duration.ofMillis(millis);
  }
}
