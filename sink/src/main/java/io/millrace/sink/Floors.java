// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.Optional;
import java.util.Set;

/** The ends of the shards' books, for a repair. */
interface Floors {

  /** The shards that have a book; those the stream has forgotten are among them. */
  Set<String> shards();

  /** The last sequence number of the shard that a mark covers, padded; empty when there is none. */
  Optional<String> lastMark(String shard);

  /**
   * From now on everything of the shard up to the floor counts as applied, whoever brings it, and
   * whatever an aggregator is about to commit fails. A floor never sinks.
   *
   * @param floor padded as by {@link Sequences}
   * @throws io.millrace.shared.batch.UnavailableException when that can't be had now; raise again
   */
  void raise(String shard, String floor);
}
