// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The checkpoint of a shard whose lanes finish records out of order: the last one before the first
 * that isn't done.
 */
final class ShardProgress {
  private final Deque<String> unfinished = new ArrayDeque<>();
  private final Set<String> doneOutOfOrder = new HashSet<>();
  private Optional<String> checkpoint;

  ShardProgress(Optional<String> checkpoint) {
    this.checkpoint = checkpoint;
  }

  /** In the order of the shard. */
  void read(StreamRecord record) {
    unfinished.add(record.sequenceNumber());
  }

  void done(Collection<StreamRecord> records) {
    for (StreamRecord record : records) {
      doneOutOfOrder.add(record.sequenceNumber());
    }
    String first = unfinished.peek();
    while (first != null && doneOutOfOrder.remove(first)) {
      checkpoint = Optional.of(unfinished.remove());
      first = unfinished.peek();
    }
  }

  /** The last sequence number up to which everything is done. */
  Optional<String> checkpoint() {
    return checkpoint;
  }

  int unfinished() {
    return unfinished.size();
  }
}
