// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/**
 * How many batches of a queue may be processed at a time. [services-sqs-scaling]
 *
 * @param most the mapping's maximum concurrency or the function's environments, whichever is less
 */
record SqsScaling(int most) {
  private static final int AT_FIRST = 5;
  private static final int MORE_PER_MINUTE = 300;

  /** Milliseconds since the mapping was started. */
  int allowed(long runningMillis) {
    return (int) Math.min(most, AT_FIRST + runningMillis / 60_000 * MORE_PER_MINUTE);
  }
}
