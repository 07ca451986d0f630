// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.view.Tally;
import java.util.List;

/**
 * The aggregates with the book of what was applied to them, per shard of the source. Every read
 * sees what was committed before it was called.
 */
interface Ledger {

  /**
   * How the book of a shard begins.
   *
   * @param revision how often the book was changed; 0 when there is none
   * @param floor everything up to this sequence number, padded as by {@link Sequences}, counts as
   *     applied whatever the marks say: a repair has folded it in
   */
  record Head(long revision, String floor) {

    static final Head NONE = new Head(0, Sequences.NONE);
  }

  /** The head of the shard's book; {@link Head#NONE} when it has none. */
  Head head(String shard);

  /** The marks of the shard that overlap the stretch, ascending. */
  List<Mark> marks(String shard, Mark stretch);

  /**
   * In one transaction: the shard's revision goes from {@code revision} to the next, the mark is
   * put, and the deltas other than zero are added to their cells. All of it or nothing.
   *
   * @return false when nothing was applied, because the revision was another or somebody else was
   *     writing to the same cells: read again
   * @throws io.millrace.shared.batch.UnavailableException when it is not known whether it was
   *     applied: read again too, the marks tell
   */
  boolean apply(String shard, long revision, Mark mark, Tally deltas);
}
