// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings of a mapping that steer what it does, valid for their source.
 *
 * @param batchSize records of a batch at most
 * @param batchingWindow how long a batch may be gathered from its first record on; zero: not at all
 * @param parallelization lanes per shard
 * @param maximumRetryAttempts -1: for ever
 * @param maximumRecordAgeSeconds -1: any age
 * @param tumblingWindow zero: none
 * @param failureDestination ARN of the bucket or queue that gets what was given up
 * @param maximumConcurrency of the pollers of a queue
 * @param filter what does not pass it is done without the function
 */
public record MappingSettings(
    int batchSize,
    Duration batchingWindow,
    StartingPosition startingPosition,
    int parallelization,
    int maximumRetryAttempts,
    int maximumRecordAgeSeconds,
    boolean bisectBatch,
    boolean reportBatchItemFailures,
    Duration tumblingWindow,
    Optional<String> failureDestination,
    OptionalInt maximumConcurrency,
    EventFilter filter) {

  boolean windowed() {
    return !tumblingWindow.isZero();
  }
}
