// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A stream in shards, each with a range of hashes. Every shard counts its records by itself, so the
 * numbers of two shards meet. A split or a merge closes shards and opens their children. Source:
 * Kinesis Data Streams Developer Guide, "Resharding a stream"; shards of a table's stream come and
 * go alike.
 */
final class ShardedStream<R> {

  private static final int HASHES = 1_024;

  /**
   * One record.
   *
   * @param arrived when the stream took it
   */
  record Entry<R>(long sequence, Instant arrived, R value) {}

  /** One shard; the hashes from {@code from} to one before {@code to} are its own. */
  static final class Shard<R> {
    final String id;
    final List<Shard<R>> parents;
    final List<Entry<R>> entries = new ArrayList<>();
    private final int from;
    private final int to;
    private long sequence;
    private boolean closed;

    private Shard(String id, List<Shard<R>> parents, int from, int to) {
      this.id = id;
      this.parents = parents;
      this.from = from;
      this.to = to;
      this.sequence = parents.stream().mapToLong(parent -> parent.sequence).max().orElse(0);
    }

    boolean isClosed() {
      return closed;
    }
  }

  /** Where a record came to stand. */
  record Position(String shard, long sequence) {}

  private final String name;
  private final List<Shard<R>> shards = new ArrayList<>();

  ShardedStream(String name, int shardCount) {
    this.name = name;
    int width = HASHES / shardCount;
    for (int i = 0; i < shardCount; i++) {
      open(List.of(), i * width, i + 1 == shardCount ? HASHES : (i + 1) * width);
    }
  }

  private void open(List<Shard<R>> parents, int from, int to) {
    shards.add(new Shard<>(name + "-" + shards.size(), parents, from, to));
  }

  /** All shards, parents before their children. */
  List<Shard<R>> shards() {
    return shards;
  }

  Position append(int hash, R value, Instant now) {
    int slot = Math.floorMod(hash, HASHES);
    for (Shard<R> shard : shards) {
      if (!shard.closed && shard.from <= slot && slot < shard.to) {
        shard.sequence++;
        shard.entries.add(new Entry<>(shard.sequence, now, value));
        return new Position(shard.id, shard.sequence);
      }
    }
    throw new IllegalStateException("No open shard has hash " + slot);
  }

  /** Splits an open shard in two, or merges two neighbours. */
  void reshard(Random random) {
    List<Shard<R>> open = new ArrayList<>(shards.stream().filter(s -> !s.closed).toList());
    open.sort((a, b) -> Integer.compare(a.from, b.from));
    int at = random.nextInt(open.size());
    Shard<R> one = open.get(at);
    if (random.nextBoolean() && at + 1 < open.size()) {
      Shard<R> two = open.get(at + 1);
      one.closed = true;
      two.closed = true;
      open(List.of(one, two), one.from, two.to);
    } else if (one.to - one.from > 1) {
      int middle = (one.from + one.to) / 2;
      one.closed = true;
      open(List.of(one), one.from, middle);
      open(List.of(one), middle, one.to);
    }
  }
}
