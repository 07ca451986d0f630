// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.mapping.ShardReader.Shard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A mapping of a stream: finds its shards and consumes each, a parent before its children.
 *
 * <p>Shards that are found later were split off from older ones, so they are read from their
 * beginning whatever the starting position.
 */
final class StreamMapping implements MappingDriver {
  private static final System.Logger LOG = System.getLogger(StreamMapping.class.getName());

  /** How often shards are listed when none has ended. */
  private static final Duration DISCOVERY_INTERVAL = Duration.ofSeconds(30);

  private final StreamContext context;
  private final Halt halt = new Halt();
  private final Thread coordinator;
  private final Semaphore discover = new Semaphore(0);
  private final Map<String, ShardConsumer> consumers = new HashMap<>();

  /** Shards that had finished before the newest listing was made: it has their children. */
  private Set<String> listedSinceFinished = Set.of();

  private boolean discovered;

  StreamMapping(StreamContext context) {
    this.context = context;
    this.coordinator =
        context.thread(context.mapping().uuid() + "/coordinator", this::discoverUntilHalted);
  }

  @Override
  public void start() {
    coordinator.start();
  }

  private void discoverUntilHalted() {
    int failures = 0;
    try {
      while (!halt.stopped()) {
        try {
          Set<String> finished = finishedShards();
          consume(context.reader().shards(), finished);
          failures = 0;
          // A shard that ends releases a permit: its children are due now.
          boolean ignored =
              discover.tryAcquire(DISCOVERY_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (SourceException e) {
          if (!halt.stopped()) {
            context.numbers().problem(e.summary());
            LOG.log(System.Logger.Level.DEBUG, e::summary);
          }
          failures++;
          halt.pause(RetryPolicy.backoff(failures));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Set<String> finishedShards() {
    return consumers.keySet().stream().filter(this::finished).collect(Collectors.toSet());
  }

  private synchronized void consume(List<Shard> shards, Set<String> finishedBefore) {
    Set<String> unfinished = new HashSet<>();
    for (Shard shard : shards) {
      if (!finished(shard.id())) {
        unfinished.add(shard.id());
      }
    }
    for (Shard shard : shards) {
      boolean due =
          unfinished.contains(shard.id())
              && !consumers.containsKey(shard.id())
              && shard.parents().stream().noneMatch(unfinished::contains);
      if (due && !halt.stopped()) {
        consume(shard);
      }
    }
    discovered = true;
    listedSinceFinished = finishedBefore;
  }

  private boolean finished(String shardId) {
    ShardConsumer consumer = consumers.get(shardId);
    return consumer == null ? context.checkpoints().get(shardId).ended() : consumer.finished();
  }

  private void consume(Shard shard) {
    StartingPosition position =
        discovered ? new StartingPosition.TrimHorizon() : context.settings().startingPosition();
    ShardConsumer consumer =
        new ShardConsumer(
            context,
            shard.id(),
            context.checkpoints().get(shard.id()),
            position,
            halt,
            discover::release);
    consumers.put(shard.id(), consumer);
    consumer.start();
  }

  @Override
  public boolean caughtUp() {
    long since = context.activity().last();
    Map<String, ShardConsumer> unlisted;
    synchronized (this) {
      if (!discovered) {
        return false;
      }
      unlisted = new HashMap<>(consumers);
      unlisted.keySet().removeAll(listedSinceFinished);
    }
    // Asked in this order: a shard that finishes in between has children which nobody consumes yet.
    return unlisted.values().stream()
        .allMatch(consumer -> consumer.caughtUpSince(since) && !consumer.finished());
  }

  @Override
  public MappingNumbers.Snapshot numbers() {
    return context.numbers().snapshot();
  }

  @Override
  public void stop() {
    halt.stop();
    join(false);
  }

  @Override
  public void abort() {
    halt.abort();
    join(true);
  }

  private void join(boolean interrupt) {
    coordinator.interrupt();
    List<ShardConsumer> all;
    try {
      coordinator.join();
      synchronized (this) {
        all = new ArrayList<>(consumers.values());
      }
      for (ShardConsumer consumer : all) {
        consumer.wake(interrupt);
      }
      for (ShardConsumer consumer : all) {
        consumer.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
