// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How shards come from others: a shard is closed and two begin, or two are closed and one begins. A
 * function of settings; nothing is moved, closed shards keep their records.
 */
final class Resharding {
  /**
   * So few hash keys that no partition key is in them. A border that is nearer than that to the one
   * wanted stays: a split in the middle by another rounding would else leave a shard of one key,
   * and the Kinesis Client Library refuses to lease such a one.
   */
  private static final BigInteger HAIR = BigInteger.ONE.shiftLeft(64);

  private Resharding() {}

  static StreamSettings split(
      StreamSettings stream, ShardSettings shard, BigInteger at, long nowMillis) {
    List<ShardSettings> shards = new ArrayList<>(stream.shards());
    shards.set(shard.index(), shard.closed(nowMillis));
    HashRange low = new HashRange(shard.start(), at.subtract(BigInteger.ONE));
    HashRange high = new HashRange(at, shard.end());
    List<Integer> parent = List.of(shard.index());
    shards.add(ShardSettings.opened(shards.size(), low, parent, nowMillis));
    shards.add(ShardSettings.opened(shards.size(), high, parent, nowMillis));
    return stream.withShards(shards);
  }

  /** Of two neighbours, in the order of the request: the first is the parent. */
  static StreamSettings merge(
      StreamSettings stream, ShardSettings shard, ShardSettings adjacent, long nowMillis) {
    List<ShardSettings> shards = new ArrayList<>(stream.shards());
    shards.set(shard.index(), shard.closed(nowMillis));
    shards.set(adjacent.index(), adjacent.closed(nowMillis));
    HashRange both =
        new HashRange(shard.start().min(adjacent.start()), shard.end().max(adjacent.end()));
    shards.add(
        ShardSettings.opened(
            shards.size(), both, List.of(shard.index(), adjacent.index()), nowMillis));
    return stream.withShards(shards);
  }

  /**
   * To so many equal shards: first every border that is missing is cut, then every one too many is
   * merged away. Shards that are closed on the way never hold a record. [API_UpdateShardCount]
   */
  static StreamSettings uniformly(StreamSettings stream, int count, long nowMillis) {
    List<BigInteger> borders =
        HashRange.evenly(count).stream().map(even -> border(stream, even.start())).toList();
    StreamSettings changed = stream;
    for (BigInteger border : borders) {
      for (ShardSettings shard : changed.open()) {
        if (shard.range().contains(border) && !shard.start().equals(border)) {
          changed = split(changed, shard, border, nowMillis);
        }
      }
    }
    List<ShardSettings> open = changed.open();
    ShardSettings left = open.getFirst();
    for (ShardSettings shard : open.subList(1, open.size())) {
      if (borders.contains(shard.start())) {
        left = shard;
      } else {
        changed = merge(changed, left, shard, nowMillis);
        left = changed.shards().getLast();
      }
    }
    return changed;
  }

  private static BigInteger border(StreamSettings stream, BigInteger wanted) {
    return stream.open().stream()
        .map(ShardSettings::start)
        .filter(start -> start.subtract(wanted).abs().compareTo(HAIR) < 0)
        .findFirst()
        .orElse(wanted);
  }
}
