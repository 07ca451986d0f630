// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigInteger;
import java.util.List;

/**
 * One shard of a stream, as it is kept beside its records.
 *
 * @param index counted over the stream's whole life
 * @param parents indexes of the shards this one came from: none, the one that was split, or the two
 *     that were merged
 * @param closedAtMillis when it was split or merged away; 0 while it is open
 */
record ShardSettings(
    @JsonProperty("index") int index,
    @JsonProperty("start") BigInteger start,
    @JsonProperty("end") BigInteger end,
    @JsonProperty("parents") List<Integer> parents,
    @JsonProperty("openedAtMillis") long openedAtMillis,
    @JsonProperty("closedAtMillis") long closedAtMillis) {

  static ShardSettings opened(int index, HashRange range, List<Integer> parents, long nowMillis) {
    return new ShardSettings(index, range.start(), range.end(), parents, nowMillis, 0);
  }

  ShardSettings closed(long nowMillis) {
    return new ShardSettings(index, start, end, parents, openedAtMillis, nowMillis);
  }

  static String id(int index) {
    return String.format("shardId-%012d", index);
  }

  boolean open() {
    return closedAtMillis == 0;
  }

  /** Whether it took records at a moment. */
  boolean openAt(long millis) {
    return openedAtMillis <= millis && endsAfter(millis);
  }

  /** Whether it still takes records, or did so after a moment. */
  boolean endsAfter(long millis) {
    return open() || closedAtMillis > millis;
  }

  HashRange range() {
    return new HashRange(start, end);
  }
}
