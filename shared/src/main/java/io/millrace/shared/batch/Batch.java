// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import io.millrace.shared.batch.BatchResult.Failure;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The batch loop, with the two policies that Lambda's event sources ask for. It is the one place
 * that catches everything a stage throws: an exception here means "again", never "wrong".
 *
 * <p>Source of the policies: AWS Lambda Developer Guide, "Configuring partial batch response" for
 * Kinesis, DynamoDB Streams and SQS.
 */
public final class Batch {

  /**
   * After how many messages in a row that failed by bad luck a queue's batch stops. One may be an
   * object's own trouble; two that follow each other share the cause more often than not, and the
   * price of a wrong guess is one receive of each message behind.
   */
  static final int UNLUCKY_IN_A_ROW = 2;

  private Batch() {}

  /**
   * Streams and FIFO queues: stops at the first failure and reports it, because Lambda replays from
   * the lowest sequence number reported. A slice that fails for another reason than bad luck is
   * taken again one input at a time, so that the report names the poison itself.
   */
  public static <I, T> BatchResult<I> inOrder(List<I> batch, Stage<I, T> stage) {
    List<Attempt<I, T>> attempts = decideAll(batch, stage);
    Counts counts = Counts.NONE;
    int next = 0;
    int suspectUntil = 0;
    while (next < attempts.size()) {
      int end = next < suspectUntil ? next + 1 : sliceEnd(attempts, next, stage.sliceSize());
      Result done = commitOrExplain(attempts.subList(next, end), stage);
      if (done.cause != null && !(done.cause instanceof UnavailableException) && end - next > 1) {
        suspectUntil = end;
        continue;
      }
      if (done.cause != null) {
        counts = counts.plus(Counts.retried(weight(attempts.subList(next, end))));
        counts = counts.plus(Counts.notAttempted(weight(attempts.subList(end, attempts.size()))));
        Failure<I> first = new Failure<>(attempts.get(next).input, done.cause);
        return result(weight(attempts), List.of(first), counts);
      }
      counts = counts.plus(done.counts);
      next = end;
    }
    return result(weight(attempts), List.of(), counts);
  }

  /**
   * Standard queues: decides and commits message by message, so that one message's work is held in
   * memory at a time, and reports each that failed.
   *
   * <p>When what the stage needs is down, every further message would burn an attempt and the time
   * of its retries: after {@link #UNLUCKY_IN_A_ROW} failures by bad luck the rest is reported
   * without an attempt. So it is when no time remains.
   *
   * @param timeRemains asked before each message
   */
  public static <I, T> BatchResult<I> independently(
      List<I> batch, Stage<I, T> stage, BooleanSupplier timeRemains) {
    Counts counts = Counts.NONE;
    int weight = 0;
    List<Failure<I>> failures = new ArrayList<>();
    int unlucky = 0;
    for (I input : batch) {
      if (unlucky == UNLUCKY_IN_A_ROW || !timeRemains.getAsBoolean()) {
        failures.add(new Failure<>(input, null));
        counts = counts.plus(Counts.notAttempted(1));
        weight++;
        continue;
      }
      Attempt<I, T> attempt = attempt(input, stage);
      Result done = commitOrExplain(List.of(attempt), stage);
      weight += attempt.weight();
      if (done.cause == null) {
        unlucky = 0;
        counts = counts.plus(done.counts);
      } else {
        unlucky = unluckyInARow(unlucky, done.cause);
        failures.add(new Failure<>(input, done.cause));
        counts = counts.plus(Counts.retried(attempt.weight()));
      }
    }
    return result(weight, failures, counts);
  }

  /** As the other, for a caller that nobody ends. */
  public static <I, T> BatchResult<I> independently(List<I> batch, Stage<I, T> stage) {
    return independently(batch, stage, () -> true);
  }

  private static int unluckyInARow(int before, RuntimeException cause) {
    if (!(cause instanceof UnavailableException unavailable)) {
      // The input's own fault, or ours: it says nothing about what comes next.
      return 0;
    }
    // Taken by somebody else says that the table answers, and nothing about the rest.
    return unavailable.notBefore().isPresent() ? before : before + 1;
  }

  private static <I> BatchResult<I> result(int weight, List<Failure<I>> failures, Counts c) {
    int parts = c.accepted() + c.rejected() + c.filtered() + c.retried() + c.notAttempted();
    if (c.received() != parts || c.received() != weight) {
      throw new IllegalStateException("The stage lost count: " + c + " of " + weight);
    }
    return new BatchResult<>(failures, c);
  }

  /** One input with its decision, or with what deciding threw. */
  private record Attempt<I, T>(
      I input, @Nullable Decided<I, T> decided, @Nullable RuntimeException thrown) {

    int weight() {
      return decided == null ? 1 : decided.outcomes().size();
    }
  }

  private record Result(Counts counts, @Nullable RuntimeException cause) {}

  private static <I, T> List<Attempt<I, T>> decideAll(List<I> batch, Stage<I, T> stage) {
    List<Attempt<I, T>> attempts = new ArrayList<>(batch.size());
    for (I input : batch) {
      attempts.add(attempt(input, stage));
    }
    return attempts;
  }

  private static <I, T> Attempt<I, T> attempt(I input, Stage<I, T> stage) {
    try {
      return new Attempt<>(input, new Decided<>(input, stage.decide(input)), null);
    } catch (RuntimeException e) {
      return new Attempt<>(input, null, e);
    }
  }

  private static <I, T> Result commitOrExplain(List<Attempt<I, T>> slice, Stage<I, T> stage) {
    List<Decided<I, T>> decided = new ArrayList<>(slice.size());
    for (Attempt<I, T> attempt : slice) {
      if (attempt.decided == null) {
        return new Result(Counts.NONE, attempt.thrown);
      }
      decided.add(attempt.decided);
    }
    try {
      return new Result(stage.commit(decided), null);
    } catch (RuntimeException e) {
      return new Result(Counts.NONE, e);
    }
  }

  private static <I, T> int sliceEnd(List<Attempt<I, T>> attempts, int from, int limit) {
    int end = from + 1;
    int size = attempts.get(from).weight();
    while (end < attempts.size()
        && attempts.get(end).decided != null
        && size + attempts.get(end).weight() <= limit) {
      size += attempts.get(end).weight();
      end++;
    }
    return end;
  }

  private static <I, T> int weight(List<Attempt<I, T>> attempts) {
    return attempts.stream().mapToInt(Attempt::weight).sum();
  }
}
