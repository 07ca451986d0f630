// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** A stream in memory: the twin of the readers of real ones. Thread-safe. */
final class InMemoryShards implements ShardReader {
  private static final int PAGE = 3;

  private static final class OpenShard {
    private final Set<String> parents;
    private final List<StreamRecord> records = new ArrayList<>();
    private boolean closed;

    private OpenShard(Set<String> parents) {
      this.parents = parents;
    }
  }

  private final Map<String, OpenShard> shards = new LinkedHashMap<>();
  private int sequence = 100;

  synchronized InMemoryShards shard(String id, String... parents) {
    for (String parent : parents) {
      get(parent).closed = true;
    }
    shards.put(id, new OpenShard(Set.of(parents)));
    return this;
  }

  synchronized InMemoryShards closed(String id) {
    get(id).closed = true;
    return this;
  }

  private OpenShard get(String id) {
    return Objects.requireNonNull(shards.get(id), id);
  }

  /** Puts a record and returns its sequence number; they ascend over all shards. */
  synchronized String put(String shardId, String lane) {
    String number = Integer.toString(sequence);
    sequence++;
    get(shardId)
        .records
        .add(
            new StreamRecord(
                number, lane, System.currentTimeMillis(), "{\"n\":\"" + number + "\"}"));
    return number;
  }

  @Override
  public synchronized List<Shard> shards() {
    return shards.entrySet().stream()
        .map(shard -> new Shard(shard.getKey(), shard.getValue().parents))
        .toList();
  }

  @Override
  public synchronized Cursor open(
      String shardId, Optional<String> after, StartingPosition otherwise) {
    List<StreamRecord> records = get(shardId).records;
    int start = otherwise instanceof StartingPosition.Latest ? records.size() : 0;
    if (after.isPresent()) {
      for (start = 0; start < records.size(); start++) {
        if (Integer.parseInt(records.get(start).sequenceNumber()) > Integer.parseInt(after.get())) {
          break;
        }
      }
    }
    int first = start;
    return new Cursor() {
      private int next = first;

      @Override
      public Page read() {
        synchronized (InMemoryShards.this) {
          OpenShard shard = get(shardId);
          List<StreamRecord> all = shard.records;
          List<StreamRecord> page =
              List.copyOf(all.subList(next, Math.min(all.size(), next + PAGE)));
          next += page.size();
          boolean tip = next == all.size();
          return new Page(page, tip, !tip, tip && shard.closed);
        }
      }
    };
  }
}
