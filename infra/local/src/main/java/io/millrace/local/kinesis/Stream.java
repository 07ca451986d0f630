// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import io.millrace.local.LocalCloudConfig;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A stream: a name and its shards, which together cover every hash key once; thread-safe. */
final class Stream implements AutoCloseable {
  private final StreamSettings settings;
  private final List<Shard> shards;

  private Stream(StreamSettings settings, List<Shard> shards) {
    this.settings = settings;
    this.shards = List.copyOf(shards);
  }

  /**
   * @param directory where the shards' files are, absent = in memory only
   */
  static Stream open(
      StreamSettings settings, Duration retention, Optional<Path> directory, long nowMillis) {
    long oldest = nowMillis - retention.toMillis();
    List<Shard> shards = new ArrayList<>();
    int index = 0;
    for (HashRange range : HashRange.evenly(settings.shards())) {
      String file = index + ".log";
      shards.add(
          new Shard(
              index,
              range,
              SequenceNumbers.of(settings.createdAtMillis(), index),
              retention,
              directory.map(path -> ShardLog.open(path.resolve(file), oldest))));
      index++;
    }
    return new Stream(settings, shards);
  }

  StreamSettings settings() {
    return settings;
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

  List<Shard> shards() {
    return shards;
  }

  Shard shard(String id) {
    return shards.stream()
        .filter(shard -> shard.id().equals(id))
        .findFirst()
        .orElseThrow(() -> KinesisException.noShard(name(), id));
  }

  /** The one shard whose range holds the hash key. */
  Shard shardFor(BigInteger hashKey) {
    return shards.stream()
        .filter(shard -> shard.range().contains(hashKey))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the shards of " + name() + " leave a gap"));
  }

  @Override
  public void close() {
    shards.forEach(Shard::close);
  }
}
