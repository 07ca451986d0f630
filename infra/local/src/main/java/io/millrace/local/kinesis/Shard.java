// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One shard: an ordered, growing run of records whose old end is trimmed by age; thread-safe. */
final class Shard implements AutoCloseable {
  /** What is trimmed at once, so that trimming costs next to nothing per record. */
  private static final int TRIM_STEP = 1_024;

  private final String id;
  private final HashRange range;
  private final SequenceNumbers numbers;
  private final Duration retention;
  private final Optional<ShardLog> log;
  private final List<StoredRecord> records = new ArrayList<>();
  private long first;

  Shard(
      int index,
      HashRange range,
      SequenceNumbers numbers,
      Duration retention,
      Optional<ShardLog> log) {
    this.id = String.format("shardId-%012d", index);
    this.range = range;
    this.numbers = numbers;
    this.retention = retention;
    this.log = log;
    log.ifPresent(file -> records.addAll(file.reloaded()));
    this.first = records.isEmpty() ? 0 : records.getFirst().position();
  }

  String id() {
    return id;
  }

  HashRange range() {
    return range;
  }

  SequenceNumbers numbers() {
    return numbers;
  }

  /**
   * Appends a record.
   *
   * @return its sequence number
   */
  synchronized String put(String partitionKey, byte[] data, long nowMillis) {
    trim(nowMillis);
    long arrivedAt =
        records.isEmpty() ? nowMillis : Math.max(nowMillis, records.getLast().arrivedAtMillis());
    StoredRecord entry = new StoredRecord(end(), arrivedAt, partitionKey, data);
    log.ifPresent(file -> file.append(entry));
    records.add(entry);
    return numbers.at(entry.position());
  }

  /** The position after the last record. */
  synchronized long end() {
    return first + records.size();
  }

  /** The position of the oldest record there is. */
  synchronized long start() {
    return first;
  }

  /** The position of the first record that arrived at the time or later. */
  synchronized long at(long millis) {
    int low = 0;
    int high = records.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (records.get(middle).arrivedAtMillis() < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return first + low;
  }

  /**
   * Reads from a position on; what was trimmed is skipped.
   *
   * @param count records at the most
   * @param bytes of data at the most; one record is always read
   */
  synchronized Slice read(long position, int count, int bytes, long nowMillis) {
    trim(nowMillis);
    int from = (int) Math.min(Math.max(position - first, 0), records.size());
    int to = from;
    long size = 0;
    while (to < records.size() && to - from < count) {
      size += records.get(to).data().length;
      if (size > bytes && to > from) {
        break;
      }
      to++;
    }
    long behind =
        to < records.size() ? Math.max(0, nowMillis - records.get(to).arrivedAtMillis()) : 0;
    return new Slice(List.copyOf(records.subList(from, to)), first + to, behind);
  }

  private void trim(long nowMillis) {
    long oldest = nowMillis - retention.toMillis();
    if (records.size() >= TRIM_STEP && records.get(TRIM_STEP - 1).arrivedAtMillis() < oldest) {
      records.subList(0, TRIM_STEP).clear();
      first += TRIM_STEP;
    }
  }

  @Override
  public synchronized void close() {
    log.ifPresent(ShardLog::close);
  }

  /**
   * Records read, the position after them, and how far behind the tip that is in milliseconds (0 at
   * the tip).
   */
  record Slice(List<StoredRecord> records, long next, long millisBehind) {}
}
