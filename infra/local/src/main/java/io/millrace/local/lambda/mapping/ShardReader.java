// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A stream with its shards, for reading. Thread-safe. */
interface ShardReader {
  /**
   * A shard.
   *
   * @param parents shards that must be finished before; those that are not in the list any more
   *     count as finished
   */
  record Shard(String id, Set<String> parents) {}

  /**
   * What one read found.
   *
   * @param records in order
   * @param atTip whether there was nothing behind these records when they were read
   * @param more whether, as far as the source says, so much is behind them that reading on at once
   *     is worth a call; else the reader is at the tip or close to it
   * @param ended whether the shard is closed and these were its last
   */
  record Page(List<StreamRecord> records, boolean atTip, boolean more, boolean ended) {}

  /** A reading position; used by one thread. After an exception another one is opened. */
  interface Cursor {
    Page read() throws SourceException;
  }

  List<Shard> shards() throws SourceException;

  /**
   * Opens a shard behind a sequence number or, without one, at a position. A sequence number that
   * the stream has already trimmed means its oldest record.
   */
  Cursor open(String shardId, Optional<String> afterSequenceNumber, StartingPosition otherwise)
      throws SourceException;
}
