// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Checkpoints that end with the process. */
public final class MemoryCheckpoints implements CheckpointStore {
  private final Map<String, Checkpoint> checkpoints = new ConcurrentHashMap<>();

  @Override
  public Checkpoint get(String shardId) {
    return checkpoints.getOrDefault(shardId, Checkpoint.NONE);
  }

  @Override
  public void put(String shardId, Checkpoint checkpoint) {
    checkpoints.put(shardId, checkpoint);
  }

  @Override
  public void clear() {
    checkpoints.clear();
  }
}
