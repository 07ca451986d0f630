// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** One shard: an ordered, growing run of records whose old end is trimmed by age; thread-safe. */
final class Shard implements AutoCloseable {
  /** What is trimmed at once, so that trimming costs next to nothing per record. */
  private static final int TRIM_STEP = 1_024;

  private final String id;
  private final SequenceNumbers numbers;
  private final Supplier<Duration> retention;
  private final Throughput throughput;
  private final Optional<ShardLog> log;
  private final List<StoredRecord> records = new ArrayList<>();
  private ShardSettings settings;
  private long first;

  /**
   * @param retention of its stream, which may change
   */
  Shard(
      ShardSettings settings,
      SequenceNumbers numbers,
      Supplier<Duration> retention,
      KinesisLimits limits,
      Optional<ShardLog> log) {
    this.id = ShardSettings.id(settings.index());
    this.settings = settings;
    this.numbers = numbers;
    this.retention = retention;
    this.throughput = new Throughput(limits);
    this.log = log;
    log.ifPresent(file -> records.addAll(file.reloaded()));
    this.first = records.isEmpty() ? 0 : records.getFirst().position();
  }

  String id() {
    return id;
  }

  synchronized ShardSettings settings() {
    return settings;
  }

  /** It has been split or merged away: what it holds can be read to its end. */
  synchronized void closed(ShardSettings changed) {
    settings = changed;
  }

  SequenceNumbers numbers() {
    return numbers;
  }

  /**
   * Appends a record.
   *
   * @return its sequence number; empty when the shard has had its share of this second
   */
  synchronized Optional<String> put(String partitionKey, byte[] data, long nowMillis) {
    trim(nowMillis);
    if (!throughput.write(StoredRecord.size(partitionKey, data), nowMillis)) {
      return Optional.empty();
    }
    long arrivedAt =
        records.isEmpty() ? nowMillis : Math.max(nowMillis, records.getLast().arrivedAtMillis());
    StoredRecord entry = new StoredRecord(end(), arrivedAt, partitionKey, data);
    log.ifPresent(file -> file.append(entry));
    records.add(entry);
    return Optional.of(numbers.at(entry.position()));
  }

  /** The position after the last record. */
  synchronized long end() {
    return first + records.size();
  }

  /** The position of the oldest record that can be read. */
  synchronized long start(long nowMillis) {
    return at(nowMillis - retention.get().toMillis());
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
   * @return empty when the shard has given its share of this second
   */
  synchronized Optional<Slice> read(long position, int count, int bytes, long nowMillis) {
    trim(nowMillis);
    if (!throughput.read(nowMillis)) {
      return Optional.empty();
    }
    long readable = Math.max(position, start(nowMillis));
    int from = (int) Math.min(readable - first, records.size());
    int to = from;
    long size = 0;
    while (to < records.size() && to - from < count) {
      int more = records.get(to).data().length;
      if (size + more > bytes && to > from) {
        break;
      }
      size += more;
      to++;
    }
    throughput.brought(size);
    long behind =
        to < records.size() ? Math.max(0, nowMillis - records.get(to).arrivedAtMillis()) : 0;
    boolean ended = to == records.size() && !settings.open();
    return Optional.of(
        new Slice(List.copyOf(records.subList(from, to)), first + to, behind, ended));
  }

  private void trim(long nowMillis) {
    long oldest = nowMillis - retention.get().toMillis();
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
   * Records read, the position after them, how far behind the tip that is in milliseconds (0 at the
   * tip), and whether nothing will ever follow.
   */
  record Slice(List<StoredRecord> records, long next, long millisBehind, boolean ended) {}
}
