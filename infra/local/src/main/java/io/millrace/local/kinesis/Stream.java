// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import io.millrace.local.LocalCloudConfig;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A stream: a name and its shards, the open ones of which cover every hash key once; thread-safe.
 */
final class Stream implements AutoCloseable {
  private final Optional<Path> directory;
  private final KinesisLimits limits;
  private final Consumer<StreamSettings> keeper;

  /** Records are written under the one half, what shards there are changes under the other. */
  private final ReadWriteLock resharding = new ReentrantReadWriteLock();

  private volatile StreamSettings settings;
  private volatile List<Shard> shards = List.of();

  /**
   * @param directory where the shards' files are, absent = in memory only
   * @param keeper keeps changed settings
   */
  Stream(
      StreamSettings settings,
      KinesisLimits limits,
      Optional<Path> directory,
      Consumer<StreamSettings> keeper,
      long nowMillis) {
    this.settings = settings;
    this.limits = limits;
    this.directory = directory;
    this.keeper = keeper;
    follow(nowMillis);
  }

  /** Opens the shards that are new in the settings, and closes those that are closed there. */
  private void follow(long nowMillis) {
    long oldest = nowMillis - settings.retention().toMillis();
    List<Shard> all = new ArrayList<>(shards);
    for (ShardSettings shard : settings.shards()) {
      if (shard.index() < all.size()) {
        all.get(shard.index()).closed(shard);
      } else {
        String file = shard.index() + ".log";
        all.add(
            new Shard(
                shard,
                SequenceNumbers.of(settings.createdAtMillis(), shard.index()),
                () -> settings.retention(),
                limits,
                directory.map(path -> ShardLog.open(path.resolve(file), oldest))));
      }
    }
    shards = List.copyOf(all);
  }

  StreamSettings settings() {
    return settings;
  }

  /** Changes what the stream is; the change is kept before it is seen. */
  void change(UnaryOperator<StreamSettings> change, long nowMillis) {
    resharding.writeLock().lock();
    try {
      StreamSettings changed = change.apply(settings);
      keeper.accept(changed);
      settings = changed;
      follow(nowMillis);
    } finally {
      resharding.writeLock().unlock();
    }
  }

  String name() {
    return settings.name();
  }

  String arn() {
    return "arn:aws:kinesis:"
        + LocalCloudConfig.REGION
        + ":"
        + LocalCloudConfig.ACCOUNT
        + ":stream/"
        + name();
  }

  /** Those that can still be read: open, or closed within the retention. */
  List<Shard> shards(long nowMillis) {
    long oldest = nowMillis - settings.retention().toMillis();
    return shards.stream().filter(shard -> shard.settings().endsAfter(oldest)).toList();
  }

  Shard shard(String id) {
    return shards.stream()
        .filter(shard -> shard.id().equals(id))
        .findFirst()
        .orElseThrow(() -> KinesisException.noShard(name(), id));
  }

  /** A record in its place; the sequence number is missing when the shard had its share. */
  record Put(String shardId, Optional<String> sequenceNumber) {}

  /** Puts a record into the one open shard whose range holds the hash key. */
  Put put(BigInteger hashKey, String partitionKey, byte[] data, long nowMillis) {
    resharding.readLock().lock();
    try {
      Shard shard =
          shards.stream()
              .filter(one -> one.settings().open() && one.settings().range().contains(hashKey))
              .findFirst()
              .orElseThrow(
                  () -> new IllegalStateException("the shards of " + name() + " leave a gap"));
      return new Put(shard.id(), shard.put(partitionKey, data, nowMillis));
    } finally {
      resharding.readLock().unlock();
    }
  }

  @Override
  public void close() {
    shards.forEach(Shard::close);
  }
}
