// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.proof.ShardedStream.Entry;
import io.millrace.proof.ShardedStream.Shard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Works off one shard, one batch at a time: cuts batches at random, bisects one that failed as a
 * whole, cuts one that failed from a record on, and gives up after too many attempts or too long.
 * Source: AWS Lambda Developer Guide, "Configuring partial batch response with Kinesis Data Streams
 * and Lambda".
 */
final class ShardPoller<R> {

  /**
   * Settings of the mapping.
   *
   * @param retries after the first attempt; bisecting takes none
   * @param age of a batch's first record, from which on nothing is retried
   */
  record Limits(int batch, int retries, Duration age) {}

  /** A batch that is not done, from one index of the shard to before another. */
  private record Work(int from, int to, int attempts) {

    int size() {
      return to - from;
    }
  }

  private static final int SECOND_LIFE = 4;
  private static final int RETRY_MILLIS = 2_000;

  final Shard<R> shard;
  private final Limits limits;
  private final Random random;
  private final Consumer<StreamMapping.Failure<R>> givenUp;
  private final Deque<Work> pending = new ArrayDeque<>();
  private int next;
  private int invocationsLeft = Integer.MAX_VALUE;
  private boolean running;
  private Instant notBefore = Instant.MIN;

  ShardPoller(
      Shard<R> shard,
      int from,
      Limits limits,
      Random random,
      Consumer<StreamMapping.Failure<R>> givenUp) {
    this.shard = shard;
    this.next = from;
    this.limits = limits;
    this.random = random;
    this.givenUp = givenUp;
  }

  /**
   * Another poller of the same shard, from the checkpoint or a little behind, for a few batches.
   */
  ShardPoller<R> second() {
    int checkpoint = pending.isEmpty() ? next : pending.getFirst().from;
    int from = Math.max(0, checkpoint - random.nextInt(SECOND_LIFE));
    ShardPoller<R> second = new ShardPoller<>(shard, from, limits, random, givenUp);
    second.invocationsLeft = 1 + random.nextInt(SECOND_LIFE);
    return second;
  }

  boolean isRetired() {
    return !running && invocationsLeft == 0;
  }

  boolean isAtEnd() {
    return !running && pending.isEmpty() && next == shard.entries.size();
  }

  private boolean hasWork() {
    return !running && invocationsLeft > 0 && (!pending.isEmpty() || next < shard.entries.size());
  }

  boolean isReady(Instant now) {
    return hasWork() && !notBefore.isAfter(now);
  }

  Instant next() {
    return hasWork() ? notBefore : Instant.MAX;
  }

  /** Forgets how far it is with what is not done, and cuts it anew. */
  void restart() {
    if (!pending.isEmpty()) {
      next = pending.getFirst().from;
      pending.clear();
    }
  }

  /** The next batch; {@link #end} must follow. */
  List<Entry<R>> take() {
    if (pending.isEmpty()) {
      int to = Math.min(shard.entries.size(), next + 1 + random.nextInt(limits.batch));
      pending.add(new Work(next, to, 0));
      next = to;
    }
    running = true;
    invocationsLeft--;
    return entries(pending.getFirst());
  }

  private List<Entry<R>> entries(Work work) {
    return List.copyOf(shard.entries.subList(work.from, work.to));
  }

  /**
   * @param answer the lowest sequence number that failed, if any; null when the function died
   */
  void end(@Nullable Optional<Long> answer, Instant now) {
    running = false;
    Work work = pending.removeFirst();
    if (answer == null && work.size() > 1 && !isTooOld(work, now)) {
      int middle = work.from + work.size() / 2;
      pending.addFirst(new Work(middle, work.to, work.attempts));
      pending.addFirst(new Work(work.from, middle, work.attempts));
    } else if (answer == null) {
      retry(work, now);
    } else if (answer.isPresent()) {
      retry(new Work(indexOf(work, answer.get()), work.to, work.attempts), now);
    }
  }

  private int indexOf(Work work, long sequence) {
    for (int i = work.from; i < work.to; i++) {
      if (shard.entries.get(i).sequence() == sequence) {
        return i;
      }
    }
    throw new AssertionError("No record of the batch has sequence number " + sequence);
  }

  private void retry(Work rest, Instant now) {
    if (rest.attempts >= limits.retries || isTooOld(rest, now)) {
      givenUp.accept(new StreamMapping.Failure<>(shard.id, entries(rest)));
    } else {
      pending.addFirst(new Work(rest.from, rest.to, rest.attempts + 1));
      notBefore = now.plusMillis(random.nextInt(RETRY_MILLIS));
    }
  }

  private boolean isTooOld(Work work, Instant now) {
    return shard.entries.get(work.from).arrived().plus(limits.age).isBefore(now);
  }
}
