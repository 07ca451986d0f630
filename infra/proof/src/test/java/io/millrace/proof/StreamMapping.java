// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.proof.ShardedStream.Entry;
import io.millrace.proof.ShardedStream.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * An event source mapping of a stream: one poller for each shard, parents before their children,
 * and now and then, when a poller is taken for dead and is not, two. What a poller gives up becomes
 * a failure object, with its shard. Source: AWS Lambda Developer Guide, "Using Lambda with Kinesis"
 * and "Using Lambda with DynamoDB".
 */
final class StreamMapping<R> implements Actor {

  /** The function behind the mapping. */
  @FunctionalInterface
  interface Function<R> {

    /** Answers the lowest sequence number that failed, if any did. */
    Optional<Long> handle(String shard, List<Entry<R>> batch);
  }

  /** What a poller gave up: part of one shard. */
  record Failure<R>(String shard, List<Entry<R>> batch) {}

  private static final int SECOND_POLLER_ONE_IN = 8;
  private static final int RESTART_ONE_IN = 60;
  private static final int SECOND_POLLERS = 8;

  final String name;
  final List<Failure<R>> failures = new ArrayList<>();
  private final ShardedStream<R> stream;
  private final Invocations invocations;
  private final VirtualClock clock;
  private final Random random;
  private final Function<R> function;
  private final Duration timeout;
  private final ShardPoller.Limits limits;
  private final Map<Shard<R>, ShardPoller<R>> pollers = new HashMap<>();
  private final List<ShardPoller<R>> seconds = new ArrayList<>();
  private int secondPollers;
  private int underWay;

  StreamMapping(
      String name,
      ShardedStream<R> stream,
      Invocations invocations,
      VirtualClock clock,
      Random random,
      ShardPoller.Limits limits,
      Function<R> function) {
    this.name = name;
    this.stream = stream;
    this.invocations = invocations;
    this.clock = clock;
    this.random = random;
    this.limits = limits;
    this.function = function;
    this.timeout = Duration.ofSeconds(60);
  }

  @Override
  public boolean act() {
    seconds.removeIf(ShardPoller::isRetired);
    List<ShardPoller<R>> ready = new ArrayList<>(seconds);
    for (Shard<R> shard : stream.shards()) {
      if (shard.parents.stream().allMatch(this::isFinished)) {
        ready.add(poller(shard));
      }
    }
    ready.removeIf(poller -> !poller.isReady(clock.instant()));
    if (ready.isEmpty()) {
      return false;
    }
    ShardPoller<R> poller = ready.get(random.nextInt(ready.size()));
    disturb(poller);
    List<Entry<R>> batch = poller.take();
    start(poller.shard.id, batch, answer -> poller.end(answer, clock.instant()));
    return true;
  }

  /** A lease that is lost and found: work begins again behind what is done, or in two places. */
  private void disturb(ShardPoller<R> poller) {
    if (random.nextInt(RESTART_ONE_IN) == 0) {
      poller.restart();
    }
    if (secondPollers < SECOND_POLLERS && random.nextInt(SECOND_POLLER_ONE_IN) == 0) {
      secondPollers++;
      seconds.add(poller.second());
    }
  }

  private ShardPoller<R> poller(Shard<R> shard) {
    return pollers.computeIfAbsent(
        shard, s -> new ShardPoller<>(s, 0, limits, random, failures::add));
  }

  private boolean isFinished(Shard<R> shard) {
    return shard.isClosed()
        && poller(shard).isAtEnd()
        && shard.parents.stream().allMatch(this::isFinished);
  }

  private void start(
      String shard,
      List<Entry<R>> batch,
      java.util.function.Consumer<@Nullable Optional<Long>> end) {
    underWay++;
    invocations.start(
        name,
        timeout,
        () -> function.handle(shard, batch),
        answer -> {
          underWay--;
          end.accept(answer);
        });
  }

  /**
   * Hands one failure back to the function, with its shard and its sequence numbers; what fails
   * again stays. Two may do so at once.
   */
  void redriveAny(PipelineMutant mutant) {
    Failure<R> failure = failures.get(random.nextInt(failures.size()));
    start(mutant.redriven(failure.shard), failure.batch, answer -> redriven(failure, answer));
  }

  private void redriven(Failure<R> failure, @Nullable Optional<Long> failed) {
    if (failed == null || !failures.remove(failure)) {
      return;
    }
    failed.ifPresent(
        from ->
            failures.add(
                new Failure<>(
                    failure.shard,
                    failure.batch.stream().dropWhile(e -> e.sequence() != from).toList())));
  }

  boolean isIdle() {
    return underWay == 0;
  }

  @Override
  public Instant next() {
    Instant earliest = Instant.MAX;
    for (ShardPoller<R> poller : pollers.values()) {
      earliest = poller.next().isBefore(earliest) ? poller.next() : earliest;
    }
    return earliest;
  }
}
