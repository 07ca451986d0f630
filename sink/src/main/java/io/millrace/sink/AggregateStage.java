// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.TableChange;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Decided;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Stage;
import io.millrace.sink.view.Fold;
import io.millrace.sink.view.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Keeps the view: subtracts what a record was, adds what it is. For one invocation. */
final class AggregateStage implements Stage<TableChange, Change> {

  private final Aggregator aggregator;
  private final String shard;
  private final BooleanSupplier timeRemains;
  private long transactions;

  AggregateStage(Aggregator aggregator, String shard, BooleanSupplier timeRemains) {
    this.aggregator = aggregator;
    this.shard = shard;
    this.timeRemains = timeRemains;
  }

  @Override
  public List<Outcome<Change>> decide(TableChange record) {
    return List.of(Outcome.accepted(change(record)));
  }

  static Change change(TableChange record) {
    String sequence = Sequences.padded(record.sequenceNumber());
    Images images = Images.of(record);
    Tally deltas = new Tally();
    // Expiry is not deletion: what happened stays counted when the record of it goes.
    if (images.before() != null && !images.expired()) {
      deltas.add(Fold.of(images.before()), -1);
    }
    if (images.after() != null) {
      deltas.add(Fold.of(images.after()), 1);
    }
    return new Change(sequence, deltas);
  }

  @Override
  public Counts commit(List<Decided<TableChange, Change>> slice) {
    List<Change> changes = new ArrayList<>(slice.size());
    int nothing = 0;
    for (Decided<TableChange, Change> decided : slice) {
      for (Outcome<Change> outcome : decided.outcomes()) {
        if (outcome instanceof Accepted<Change>(Change change)) {
          changes.add(change);
          nothing += change.isNothing() ? 1 : 0;
        }
      }
    }
    transactions += aggregator.apply(shard, changes, timeRemains);
    return Counts.done(changes.size() - nothing, 0, nothing);
  }

  /** The whole batch at once: the more changes of a cell meet, the fewer the transactions. */
  @Override
  public int sliceSize() {
    return Integer.MAX_VALUE;
  }

  /** How many transactions were made so far. */
  long transactions() {
    return transactions;
  }
}
