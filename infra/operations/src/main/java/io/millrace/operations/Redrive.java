// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operations.FailedBatch.Reject;
import io.millrace.operations.RedriveReport.Status;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.IdempotencyTable.Answer;
import io.millrace.shared.port.IdempotencyTable.Claim;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * The way back of one failure object. Whatever happens in the middle, the object is deleted only
 * behind its copy, and replaced only by what the function did not take; so what is not done is in
 * the object, and doing it again changes nothing that is done.
 */
final class Redrive {

  /** The work of a key is always the same: what is left in the object. */
  private static final String FINGERPRINT = "redrive";

  private final FailureObjects objects;
  private final Functions functions;
  private final RejectItems rejectItems;
  private final IdempotencyTable claims;
  private final RedriveConfig config;

  Redrive(
      FailureObjects objects,
      Functions functions,
      RejectItems rejectItems,
      IdempotencyTable claims,
      RedriveConfig config) {
    this.objects = objects;
    this.functions = functions;
    this.rejectItems = rejectItems;
    this.claims = claims;
    this.config = config;
  }

  /**
   * One try.
   *
   * @param owner unique to it
   * @param until when whoever makes it is dead for sure
   * @param timeRemains whether another invocation of a stage may be begun
   */
  record Attempt(String owner, Instant now, Instant until, BooleanSupplier timeRemains) {}

  /**
   * Redrives an object, or says why not.
   *
   * @throws io.millrace.shared.batch.UnavailableException when bucket or tables can't be had now
   */
  RedriveReport redrive(RedriveRequest request, Attempt attempt) {
    String key = request.key();
    if (!FailureKeys.isWaiting(key)) {
      return RedriveReport.untouched(
          key,
          Status.WRONG,
          "\""
              + key
              + "\" is no key of a failed batch: those begin with "
              + FailureKeys.FAILURES
              + " or "
              + FailureKeys.REPLAYS);
    }
    if (request.looksOnly()) {
      return examined(
          key,
          attempt.now(),
          (body, batch) -> RedriveReport.untouched(key, Status.READY, batch, "would be redriven"));
    }
    return claimed(key, attempt, this::redrive);
  }

  /**
   * Redrives an object for the schedule, or says why not: each a bounded number of times, and with
   * waits between. What a person does is not bounded, and changes nothing of the count.
   *
   * @throws io.millrace.shared.batch.UnavailableException when bucket or tables can't be had now
   */
  RedriveReport automatically(String key, Attempt attempt) {
    return claimed(key, attempt, this::automatically);
  }

  /** What is done with an object by whoever has the claim of it. */
  @FunctionalInterface
  private interface Work {
    RedriveReport on(Claim claim, Tries before, Attempt attempt);
  }

  private RedriveReport claimed(String key, Attempt attempt, Work work) {
    return switch (claims.claim(
        key, FINGERPRINT, attempt.owner(), attempt.now(), attempt.until())) {
      case Answer.Claimed(Claim claim, var progress) -> {
        try {
          yield work.on(claim, Tries.of(progress), attempt);
        } finally {
          claims.release(claim);
        }
      }
      case Answer.InProgress(Instant until, var progress) ->
          RedriveReport.untouched(
              key, Status.BUSY, "somebody is redriving it, until " + until + " at the latest");
      case Answer.Completed completed ->
          throw new IllegalStateException("Redrive completes no claim, found " + completed);
      case Answer.Mismatch mismatch ->
          throw new IllegalStateException("Redrive has one fingerprint, found " + mismatch);
    };
  }

  private RedriveReport redrive(Claim claim, Tries tries, Attempt attempt) {
    return examined(
        claim.key(), attempt.now(), (body, batch) -> handOver(claim, tries, body, batch, attempt));
  }

  private RedriveReport automatically(Claim claim, Tries before, Attempt attempt) {
    if (before.automatic() >= config.maxAutomaticTries()) {
      return RedriveReport.untouched(
          claim.key(),
          Status.TRIED_ENOUGH,
          "was tried automatically " + before.automatic() + " times, and waits for a person");
    }
    Instant due = before.due(config.automaticWait());
    if (attempt.now().isBefore(due)) {
      return RedriveReport.untouched(
          claim.key(), Status.NOT_YET, "will be tried automatically from " + due + " on");
    }
    return redrive(claim, before.another(attempt.now()), attempt);
  }

  /** What is done with an object that can be redriven. */
  @FunctionalInterface
  private interface Then {
    RedriveReport with(byte[] body, FailedBatch batch);
  }

  private RedriveReport examined(String key, Instant now, Then then) {
    Optional<byte[]> body = objects.get(key);
    if (body.isEmpty()) {
      return objects.exists(FailureKeys.redriven(key))
          ? RedriveReport.untouched(key, Status.DONE_BEFORE, "was redriven before")
          : RedriveReport.untouched(key, Status.WRONG, "there is no object " + key);
    }
    try {
      FailedBatch batch = FailedBatch.read(body.get());
      Instant oldest = batch.oldest(now);
      if (oldest.isBefore(now.minus(config.keeping().redriveHorizon()))) {
        return RedriveReport.untouched(key, Status.TOO_OLD, batch, tooOld(batch, oldest));
      }
      return then.with(body.get(), batch);
    } catch (WrongObjectException e) {
      return RedriveReport.untouched(key, Status.WRONG, key + ": " + e.detail());
    }
  }

  private String tooOld(FailedBatch batch, Instant oldest) {
    String instead =
        switch (batch.source()) {
          case KINESIS -> "send the events anew with ./millrace push";
          case SQS -> "upload the file again";
          case DYNAMODB ->
              "mend the aggregates with ./millrace verify --repair, archive and photo events with"
                  + " ./millrace republish";
        };
    return "its oldest record came at "
        + oldest
        + ", and what is older than "
        + config.keeping().redriveHorizon().toDays()
        + " days can't be redriven: "
        + instead;
  }

  private RedriveReport handOver(
      Claim claim, Tries tries, byte[] body, FailedBatch batch, Attempt attempt) {
    String key = claim.key();
    // From here on rejects vanish: only for whoever holds the object for sure. And a try counts
    // from here on, whatever becomes of it.
    if (!claims.advance(claim, tries.text())) {
      return RedriveReport.untouched(key, Status.BUSY, batch, "somebody else took it over");
    }
    for (Reject reject : batch.rejects()) {
      rejectItems.remove(reject.id(), reject.part());
    }
    Handover handover = new Handover(functions, config, batch);
    handover.run(attempt.timeRemains());
    List<List<JsonNode>> left = handover.left();
    if (left.isEmpty()) {
      objects.put(FailureKeys.redriven(key), body);
      objects.delete(key);
      return report(key, Status.REDRIVEN, batch, handover, 0, "redriven");
    }
    if (handover.done() > 0) {
      objects.put(key, batch.rest(left));
    }
    int count = left.stream().mapToInt(List::size).sum();
    String detail = count + " of " + batch.size() + " records are left in it";
    return report(
        key,
        Status.LEFT,
        batch,
        handover,
        count,
        handover.stopped().isEmpty() ? detail : detail + ": " + handover.stopped());
  }

  private static RedriveReport report(
      String key, Status status, FailedBatch batch, Handover handover, int left, String detail) {
    return new RedriveReport(
        key,
        status,
        batch.function(),
        batch.size(),
        handover.done(),
        left,
        handover.more(),
        detail,
        handover.problems());
  }
}
