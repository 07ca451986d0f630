// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.journal;

/**
 * An attempt without its items: what a load run reads of thousands.
 *
 * @param number of the attempt, from 1 on, without gaps: a cursor
 * @param records in the batch
 * @param failures how many of them the answer reported as failed, when it succeeded
 */
public record AttemptLine(
    long number,
    String function,
    String source,
    long beganAtMillis,
    long endedAtMillis,
    String outcome,
    int records,
    int failures,
    Attempt.Measured measured) {

  static AttemptLine of(long number, Attempt attempt) {
    return new AttemptLine(
        number,
        attempt.function(),
        attempt.source(),
        attempt.beganAtMillis(),
        attempt.endedAtMillis(),
        attempt.outcome(),
        attempt.items().size(),
        attempt.failures().size(),
        attempt.measured());
  }
}
