// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.port.Fault;
import io.millrace.sink.view.InMemoryCells;
import io.millrace.sink.view.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The ledger in maps; a transaction is a synchronized method. */
final class InMemoryLedger implements Ledger, Floors {

  final Fault fault = new Fault();
  final InMemoryCells cells = new InMemoryCells();
  private final Map<String, Long> revisions = new HashMap<>();
  private final Map<String, String> floors = new HashMap<>();
  private final Map<String, TreeMap<String, Mark>> marks = new HashMap<>();

  @Override
  public synchronized Head head(String shard) {
    return fault.calling(
        "head",
        () ->
            new Head(
                revisions.getOrDefault(shard, 0L), floors.getOrDefault(shard, Sequences.NONE)));
  }

  synchronized long revision(String shard) {
    return head(shard).revision();
  }

  @Override
  public synchronized Set<String> shards() {
    return Set.copyOf(revisions.keySet());
  }

  @Override
  public synchronized Optional<String> lastMark(String shard) {
    TreeMap<String, Mark> own = marks.getOrDefault(shard, new TreeMap<>());
    return own.isEmpty() ? Optional.empty() : Optional.of(own.lastKey());
  }

  @Override
  public synchronized void raise(String shard, String floor) {
    floors.merge(shard, floor, (a, b) -> a.compareTo(b) > 0 ? a : b);
    revisions.merge(shard, 1L, Long::sum);
  }

  @Override
  public synchronized List<Mark> marks(String shard, Mark stretch) {
    return fault.calling(
        "marks",
        () ->
            marks.getOrDefault(shard, new TreeMap<>()).tailMap(stretch.first()).values().stream()
                .takeWhile(mark -> mark.overlaps(stretch))
                .toList());
  }

  @Override
  public synchronized boolean apply(String shard, long revision, Mark mark, Tally deltas) {
    return fault.calling("apply", () -> commit(shard, revision, mark, deltas));
  }

  private boolean commit(String shard, long revision, Mark mark, Tally deltas) {
    if (!advance(shard, revision)) {
      return false;
    }
    marks.computeIfAbsent(shard, s -> new TreeMap<>()).put(mark.last(), mark);
    cells.add(Math.floorMod(shard.hashCode(), DynamoLedger.SPREADS), deltas);
    return true;
  }

  /** Moves the revision on and does nothing else. */
  synchronized boolean advance(String shard, long revision) {
    if (revisions.getOrDefault(shard, 0L) != revision) {
      return false;
    }
    revisions.put(shard, revision + 1);
    return true;
  }
}
