// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.IdempotencyTable.Answer.Claimed;
import io.millrace.shared.port.IdempotencyTable.Answer.Completed;
import io.millrace.shared.port.IdempotencyTable.Answer.InProgress;
import io.millrace.shared.port.IdempotencyTable.Answer.Mismatch;
import io.millrace.shared.port.IdempotencyTable.Claim;
import io.millrace.shared.time.Deadline;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stage whose decision is dear, behind a claim: of all deliveries of the same work one does it,
 * those that come meanwhile are told to come back when its claim ends, and those that come later
 * get its result. The claim lasts as long as the invocation and no longer, so work whose function
 * died is taken over. The stage's inputs hold one thing each.
 *
 * <p>Only what was accepted is remembered. A reject is cheap to repeat and has to be, once its
 * cause is mended; what failed is to be tried again at once.
 *
 * <p>Deciding is the work, so it all happens in {@link #commit}; {@link #decide} passes on.
 *
 * @param <T> what the guarded stage makes of an accepted input
 */
public final class OncePerKey<I, T> implements Stage<I, I> {

  /** What the work of an input is called, and its result as text. */
  public interface Work<I, T> {

    /** Empty when the input names no work; the stage rejects it without a claim. */
    Optional<Key> key(I input);

    /** Unique to one delivery of an input. */
    String owner(I input);

    /** What a duplicate needs to become the same, and no more: it is stored. */
    String result(T value);

    /** The duplicate with that result; to be accepted again, which changes nothing. */
    T value(I input, String result);
  }

  /**
   * A name for a piece of work.
   *
   * @param fingerprint hash of what is asked for under the name
   */
  public record Key(String name, String fingerprint) {}

  private final IdempotencyTable table;
  private final Deadline deadline;
  private final Work<I, T> work;
  private final Stage<I, T> stage;

  /**
   * @param deadline of the invocations, none longer than the source keeps an input from others
   */
  public OncePerKey(IdempotencyTable table, Deadline deadline, Work<I, T> work, Stage<I, T> stage) {
    this.table = table;
    this.deadline = deadline;
    this.work = work;
    this.stage = stage;
  }

  @Override
  public List<Outcome<I>> decide(I input) {
    return List.of(Outcome.accepted(input));
  }

  @Override
  public Counts commit(List<Decided<I, I>> slice) {
    Counts counts = Counts.NONE;
    for (Decided<I, I> decided : slice) {
      counts = counts.plus(once(decided.input()));
    }
    return counts;
  }

  private Counts once(I input) {
    Optional<Key> key = work.key(input);
    if (key.isEmpty()) {
      return commit(input, decided(input));
    }
    String name = key.get().name();
    return switch (table.claim(
        name, key.get().fingerprint(), work.owner(input), deadline.now(), deadline.end())) {
      case Claimed claimed -> claimed(input, claimed.claim());
      case Completed completed ->
          commit(input, Outcome.accepted(work.value(input, completed.result())));
      case InProgress busy ->
          throw UnavailableException.takenUntil(
              busy.until(), name + " is being worked on until " + busy.until());
      case Mismatch(String other) ->
          commit(
              input,
              Outcome.rejected(
                  Reason.ID_REUSED,
                  name + " is " + other + " already, and can't be " + key.get().fingerprint()));
    };
  }

  private Counts claimed(I input, Claim claim) {
    Outcome<T> outcome;
    Counts counts;
    try {
      outcome = decided(input);
      counts = commit(input, outcome);
    } catch (RuntimeException e) {
      release(claim, e);
      throw e;
    }
    switch (outcome) {
      case Accepted<T>(T value) -> complete(claim, work.result(value));
      case Rejected<T> rejected -> release(claim, null);
    }
    return counts;
  }

  private Outcome<T> decided(I input) {
    List<Outcome<T>> outcomes = stage.decide(input);
    if (outcomes.size() != 1) {
      throw new IllegalStateException(
          "A stage behind a claim decides about one thing at a time, not " + outcomes.size());
    }
    return outcomes.getFirst();
  }

  private Counts commit(I input, Outcome<T> outcome) {
    return stage.commit(List.of(new Decided<>(input, List.of(outcome))));
  }

  /** The effect stands: without the note a duplicate repeats the work to the same result. */
  private void complete(Claim claim, String result) {
    try {
      table.complete(claim, result);
    } catch (UnavailableException e) {
      // Not worth doing it all again for.
    }
  }

  /** Without it the work waits until the claim ends. */
  private void release(Claim claim, @Nullable RuntimeException because) {
    try {
      table.release(claim);
    } catch (UnavailableException e) {
      if (because != null) {
        because.addSuppressed(e);
      }
    }
  }
}
