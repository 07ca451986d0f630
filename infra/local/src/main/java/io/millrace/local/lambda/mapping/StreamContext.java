// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.time.InstantSource;

/**
 * What all shards of a mapping share.
 *
 * @param pollInterval between two reads at the tip of a shard
 */
record StreamContext(
    MappingIdentity mapping,
    MappingSettings settings,
    ShardReader reader,
    FunctionInvoker function,
    FailureDestination destination,
    CheckpointStore checkpoints,
    Activity activity,
    MappingNumbers numbers,
    InstantSource clock,
    Duration pollInterval) {

  /** A thread, not started, whose unexpected end is seen in the mapping's state. */
  Thread thread(String name, Runnable task) {
    return DriverThreads.thread(name, numbers, task);
  }
}
