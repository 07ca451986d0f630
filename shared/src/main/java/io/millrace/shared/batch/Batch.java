// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The batch loop, with the two policies that Lambda's event sources ask for. It is the one place
 * that catches everything a stage throws: an exception here means "again", never "wrong".
 *
 * <p>Source of the policies: AWS Lambda Developer Guide, "Configuring partial batch response" for
 * Kinesis, DynamoDB Streams and SQS.
 */
public final class Batch {

  private Batch() {}

  /**
   * Streams and FIFO queues: stops at the first failure and reports it, because Lambda replays from
   * the lowest sequence number reported. A slice that fails for another reason than bad luck is
   * taken again one input at a time, so that the report names the poison itself.
   */
  public static <I, T> BatchResult<I> inOrder(List<I> batch, Stage<I, T> stage) {
    List<Attempt<I, T>> attempts = decideAll(batch, stage);
    Counts counts = Counts.NONE;
    List<RuntimeException> causes = new ArrayList<>();
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
        causes.add(done.cause);
        counts = counts.plus(Counts.retried(weight(attempts.subList(next, end))));
        counts = counts.plus(Counts.notAttempted(weight(attempts.subList(end, attempts.size()))));
        return result(attempts, List.of(attempts.get(next).input), counts, causes);
      }
      counts = counts.plus(done.counts);
      next = end;
    }
    return result(attempts, List.of(), counts, causes);
  }

  /** Standard queues: tries every message by itself and reports each that failed. */
  public static <I, T> BatchResult<I> independently(List<I> batch, Stage<I, T> stage) {
    List<Attempt<I, T>> attempts = decideAll(batch, stage);
    Counts counts = Counts.NONE;
    List<I> failed = new ArrayList<>();
    List<RuntimeException> causes = new ArrayList<>();
    for (Attempt<I, T> attempt : attempts) {
      Result done = commitOrExplain(List.of(attempt), stage);
      if (done.cause != null) {
        causes.add(done.cause);
        failed.add(attempt.input);
        counts = counts.plus(Counts.retried(attempt.weight()));
      } else {
        counts = counts.plus(done.counts);
      }
    }
    return result(attempts, failed, counts, causes);
  }

  private static <I, T> BatchResult<I> result(
      List<Attempt<I, T>> attempts, List<I> failed, Counts counts, List<RuntimeException> causes) {
    Counts c = counts;
    int parts = c.accepted() + c.rejected() + c.filtered() + c.retried() + c.notAttempted();
    if (c.received() != parts || c.received() != weight(attempts)) {
      throw new IllegalStateException("The stage lost count: " + c + " of " + weight(attempts));
    }
    return new BatchResult<>(failed, counts, causes);
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
      try {
        attempts.add(new Attempt<>(input, new Decided<>(input, stage.decide(input)), null));
      } catch (RuntimeException e) {
        attempts.add(new Attempt<>(input, null, e));
      }
    }
    return attempts;
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
