// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import org.jspecify.annotations.Nullable;

/**
 * One invocation of a stage with a batch, or the try of one.
 *
 * @param endedAtMillis epoch milliseconds
 * @param arrivedAtMillis when the batch's last record arrived in the source, epoch milliseconds
 * @param failures records that the answer reported as failed
 * @param durationMillis of the function alone; null when it did not run
 * @param initMillis of a cold start; null without one
 */
public record StageAttempt(
    String stage,
    long endedAtMillis,
    long arrivedAtMillis,
    End end,
    int records,
    int failures,
    @Nullable Double durationMillis,
    @Nullable Double initMillis) {

  /** What became of it. */
  public enum End {
    SUCCEEDED,
    FAILED,
    /** No environment was free: it did not run. */
    THROTTLED
  }

  /** Epoch milliseconds. */
  double beganAtMillis() {
    return endedAtMillis - (durationMillis == null ? 0 : durationMillis);
  }

  long ageMillis() {
    return Math.max(0, endedAtMillis - arrivedAtMillis);
  }
}
