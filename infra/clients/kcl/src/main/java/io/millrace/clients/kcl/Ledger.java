// SPDX-License-Identifier: Apache-2.0
package io.millrace.clients.kcl;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import software.amazon.awssdk.services.kinesis.model.Shard;

/** What arrived, in the order in which it did; thread-safe. */
final class Ledger {
  /** The highest number of each key; what is not the next one of its key is a problem. */
  private final Map<String, Integer> highest = new HashMap<>();

  /** Shards that were begun, and those of them that were finished before. */
  private final Map<String, Set<String>> finishedBefore = new HashMap<>();

  private final Set<String> finished = new HashSet<>();
  private final List<String> problems = new ArrayList<>();
  private int distinct;
  private int duplicates;

  synchronized void begun(String shard) {
    finishedBefore.putIfAbsent(shard, Set.copyOf(finished));
  }

  synchronized void finished(String shard) {
    finished.add(shard);
  }

  synchronized void arrived(String shard, String key, int number) {
    int expected = highest.getOrDefault(key, 0) + 1;
    if (number < expected) {
      duplicates++;
      return;
    }
    if (number > expected) {
      problems.add(key + " number " + number + " in " + shard + " came before " + expected);
    }
    highest.put(key, number);
    distinct++;
    notifyAll();
  }

  /** Waits until that many records have arrived, duplicates not counted. */
  synchronized void await(int records, Duration patience)
      throws InterruptedException, TimeoutException {
    long end = System.nanoTime() + patience.toNanos();
    while (distinct < records) {
      long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
      if (left <= 0) {
        throw new TimeoutException(
            distinct + " records arrived within " + patience.toSeconds() + " s, not " + records);
      }
      wait(left);
    }
  }

  synchronized int duplicates() {
    return duplicates;
  }

  /**
   * Everything that is not as it should be.
   *
   * @param last the number of every key's last record
   * @param shards all of the stream
   */
  synchronized List<String> problems(int last, List<Shard> shards) {
    List<String> all = new ArrayList<>(problems);
    highest.forEach(
        (key, number) -> {
          if (number != last) {
            all.add(key + " ends at " + number + ", not at " + last);
          }
        });
    for (Shard shard : shards) {
      Set<String> before = finishedBefore.get(shard.shardId());
      if (before == null) {
        all.add(shard.shardId() + " was never begun");
        continue;
      }
      Stream.of(shard.parentShardId(), shard.adjacentParentShardId())
          .filter(Objects::nonNull)
          .filter(parent -> !before.contains(parent))
          .forEach(parent -> all.add(shard.shardId() + " was begun before the end of " + parent));
    }
    return all;
  }
}
