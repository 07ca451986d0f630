// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/** Checkpoints of one mapping's shards. Thread-safe. */
public interface CheckpointStore {
  /** {@link Checkpoint#NONE} when there is none. */
  Checkpoint get(String shardId);

  void put(String shardId, Checkpoint checkpoint);

  /** Forgets all of them. */
  void clear();
}
