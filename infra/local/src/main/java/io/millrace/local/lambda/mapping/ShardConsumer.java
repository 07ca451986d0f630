// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.mapping.ShardReader.Cursor;
import io.millrace.local.lambda.mapping.ShardReader.Page;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * One shard being processed: a thread that reads ahead into the lanes, within a bound, and a thread
 * per lane. The lanes' state is guarded by one lock, which is never held during a call to anything
 * outside.
 */
final class ShardConsumer {
  private static final System.Logger LOG = System.getLogger(ShardConsumer.class.getName());

  /** Read ahead at least so much, and at least two batches, while batches are in flight. */
  private static final int READ_AHEAD_RECORDS = 2_000;

  private static final long READ_AHEAD_BYTES = 16L * 1024 * 1024;

  private final StreamContext context;
  private final String shardId;
  private final StartingPosition startingPosition;
  private final Halt halt;
  private final Runnable whenFinished;
  private final List<ShardLane> lanes = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ShardProgress progress;
  private Optional<String> lastRead;
  private long heldBytes;
  private long tipSeenAt;
  private boolean tipSeen;
  private int lanesDone;
  private boolean finished;

  ShardConsumer(
      StreamContext context,
      String shardId,
      Checkpoint checkpoint,
      StartingPosition startingPosition,
      Halt halt,
      Runnable whenFinished) {
    this.context = context;
    this.shardId = shardId;
    this.startingPosition = startingPosition;
    this.halt = halt;
    this.whenFinished = whenFinished;
    this.progress = new ShardProgress(checkpoint.sequenceNumber());
    this.lastRead = checkpoint.sequenceNumber();
    for (int i = 0; i < context.settings().parallelization(); i++) {
      lanes.add(new ShardLane(context.settings(), checkpoint.window()));
    }
  }

  void start() {
    String name = context.mapping().uuid() + "/" + shardId;
    threads.add(context.thread(name + "/reader", this::readUntilHalted));
    for (ShardLane lane : lanes) {
      LaneRunner runner = new LaneRunner(context, shardId, halt, this);
      threads.add(context.thread(name + "/lane", () -> runner.run(lane)));
    }
    threads.forEach(Thread::start);
  }

  /**
   * After {@link Halt}: wakes the threads; those that wait for a function or a source are
   * interrupted when asked to.
   */
  void wake(boolean interrupt) {
    signal();
    if (interrupt) {
      threads.forEach(Thread::interrupt);
    } else {
      threads.getFirst().interrupt(); // The reader holds nothing that would be lost.
    }
  }

  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  boolean finished() {
    lock.lock();
    try {
      return finished;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whether all that was there after a moment ({@link System#nanoTime}) has been read and is done.
   */
  boolean caughtUpSince(long nanos) {
    lock.lock();
    try {
      return finished
          || (tipSeen && tipSeenAt - nanos > 0 && lanes.stream().allMatch(ShardLane::drained));
    } finally {
      lock.unlock();
    }
  }

  private void readUntilHalted() {
    Cursor cursor = null;
    int failures = 0;
    try {
      while (!halt.stopped()) {
        awaitRoom();
        long startedAt = System.nanoTime();
        try {
          if (cursor == null) {
            cursor = context.reader().open(shardId, lastRead, startingPosition);
          }
          Page page = cursor.read();
          failures = 0;
          accept(page, startedAt);
          if (page.ended()) {
            return;
          }
          if (!page.more()) {
            halt.pause(context.pollInterval().minusNanos(System.nanoTime() - startedAt));
          }
        } catch (SourceException e) {
          if (!halt.stopped()) {
            context.numbers().problem(e.summary());
            LOG.log(System.Logger.Level.DEBUG, e::summary);
          }
          cursor = null; // Its iterator may be what is wrong: go on behind the last record.
          failures++;
          halt.pause(RetryPolicy.backoff(failures));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void awaitRoom() throws InterruptedException {
    int most = Math.max(READ_AHEAD_RECORDS, 2 * context.settings().batchSize());
    lock.lockInterruptibly();
    try {
      while (!halt.stopped() && (progress.unfinished() >= most || heldBytes >= READ_AHEAD_BYTES)) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  private void accept(Page page, long startedAt) {
    EventFilter filter = context.settings().filter();
    // Judged before the lock is taken: a pattern may be costly.
    List<StreamRecord> unwanted =
        page.records().stream().filter(record -> !filter.accepts(record.json())).toList();
    Set<String> passedOver =
        unwanted.stream().map(StreamRecord::sequenceNumber).collect(Collectors.toSet());
    context.numbers().count(EventCount.POLLED, page.records().size());
    if (!unwanted.isEmpty()) {
      context.numbers().count(EventCount.FILTERED_OUT, unwanted.size());
    }
    long now = context.clock().millis();
    lock.lock();
    try {
      if (!page.records().isEmpty()) {
        context.activity().touch();
      }
      for (StreamRecord record : page.records()) {
        progress.read(record);
        lastRead = Optional.of(record.sequenceNumber());
        if (!passedOver.contains(record.sequenceNumber())) {
          heldBytes += record.json().length();
          lanes.get(Math.floorMod(record.lane().hashCode(), lanes.size())).offer(record, now);
        }
      }
      if (!unwanted.isEmpty()) {
        progress.done(unwanted);
        checkpoint(lanes.getFirst());
      }
      tipSeen = page.atTip();
      tipSeenAt = startedAt;
      if (page.ended()) {
        lanes.forEach(ShardLane::end);
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What a lane is to do now; waits until it is something other than waiting. Empty when the driver
   * stops.
   */
  Optional<LaneDecision> nextStep(ShardLane lane) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!halt.stopped()) {
        long now = context.clock().millis();
        LaneDecision decision = lane.decide(now);
        switch (decision) {
          case LaneDecision.Idle() -> changed.await();
          case LaneDecision.WaitUntil(long millis) -> {
            boolean ignored = changed.await(Math.max(1, millis - now), TimeUnit.MILLISECONDS);
          }
          default -> {
            return Optional.of(decision);
          }
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  ShardLane.Completion completed(ShardLane lane, InvocationResult result) {
    lock.lock();
    try {
      ShardLane.Completion completion = lane.completed(result, context.clock().millis());
      done(lane, completion.done());
      return completion;
    } finally {
      lock.unlock();
    }
  }

  void discarded(ShardLane lane) {
    lock.lock();
    try {
      done(lane, lane.discarded());
    } finally {
      lock.unlock();
    }
  }

  void laneDone() {
    boolean last;
    lock.lock();
    try {
      lanesDone++;
      last = lanesDone == lanes.size();
      if (last) {
        finished = true;
        context
            .checkpoints()
            .put(shardId, new Checkpoint(progress.checkpoint(), true, Optional.empty()));
      }
    } finally {
      lock.unlock();
    }
    if (last) {
      whenFinished.run();
    }
  }

  private void done(ShardLane lane, List<StreamRecord> records) {
    context.activity().touch();
    progress.done(records);
    records.forEach(record -> heldBytes -= record.json().length());
    checkpoint(lane);
    changed.signalAll();
  }

  private void checkpoint(ShardLane lane) {
    context.checkpoints().put(shardId, new Checkpoint(progress.checkpoint(), false, lane.window()));
  }

  private void signal() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
