// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.Taken.End;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.UploadPoke;
import io.millrace.shared.event.UploadProgress;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.IdempotencyTable.Answer;
import io.millrace.shared.port.IdempotencyTable.Answer.Claimed;
import io.millrace.shared.port.IdempotencyTable.Answer.Completed;
import io.millrace.shared.port.IdempotencyTable.Answer.InProgress;
import io.millrace.shared.port.IdempotencyTable.Answer.Mismatch;
import io.millrace.shared.port.MessageQueue;
import io.millrace.shared.time.Deadline;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes uploads in for as long as the invocation allows and hands on what is left. A message is
 * only a poke; the truth is the upload's item in the idempotency table.
 *
 * <p>Handing on goes: events and rejects durable, progress noted, poke sent, hop noted, claim
 * released, message acknowledged. After a crash between any two of them the message comes back. Up
 * to the noted hop it goes on itself, perhaps beside the poke that it sent, and the claim lets one
 * of them at a time; from then on it is stale and dropped. A poke behind the noted hop is stale as
 * well, whoever doubled it, so that two chains end as one.
 */
final class Relay {

  private final Intake intake;
  private final IdempotencyTable table;
  private final MessageQueue uploads;
  private final int maxHops;
  private final Deadline hop;

  /**
   * @param uploads the queue that messages of uploads come from
   * @param hop leaves time for what a chunk under way still takes, and for handing on
   */
  Relay(Intake intake, IdempotencyTable table, MessageQueue uploads, int maxHops, Deadline hop) {
    this.intake = intake;
    this.table = table;
    this.uploads = uploads;
    this.maxHops = maxHops;
    this.hop = hop;
  }

  /**
   * Goes on with an upload.
   *
   * @param attempt tells this delivery of a message from any other
   * @throws UnavailableException when something needed can't be had now, or another is at it
   * @throws IllegalStateException when it was handed on too often, which the queue's dead letters
   *     keep
   */
  Taken take(Notice.Created notice, String attempt) {
    Upload upload = notice.upload();
    if (notice.hop() > maxHops) {
      throw new IllegalStateException(
          upload.origin()
              + " was handed on "
              + maxHops
              + " times, as often as MAX_HOPS allows; how far it is stands in the idempotency"
              + " table under "
              + key(notice)
              + ". To go on, raise MAX_HOPS and redrive the dead-letter queue");
    }
    if (!hop.remains()) {
      // Others of its batch took the time.
      poke(notice, notice.hop() + 1);
      return Taken.of(End.HANDED_ON, UploadProgress.start(upload.origin()));
    }
    Answer answer = table.claim(key(notice), upload.id(), attempt, hop.now(), hop.end());
    return switch (answer) {
      case Claimed(var claim, var noted) -> {
        UploadProgress progress = progress(upload, noted);
        yield take(notice, new Turn(table, claim, hop, progress));
      }
      case Completed(String result) -> Taken.before(UploadProgress.parse(result));
      case InProgress(var until, var noted) -> {
        UploadProgress progress = progress(upload, noted);
        if (notice.hop() < progress.hops()) {
          yield Taken.of(End.HANDED_ON, progress);
        }
        throw UnavailableException.takenUntil(
            until, upload.origin() + " is being taken in by another until " + until);
      }
      case Mismatch(String fingerprint) ->
          throw new IllegalStateException(key(notice) + " stands for another: " + fingerprint);
    };
  }

  /** Leaves an upload to another message. */
  void poke(Notice.Created notice) {
    poke(notice, notice.hop());
  }

  private Taken take(Notice.Created notice, Turn turn) {
    if (notice.hop() < turn.progress().hops()) {
      turn.release();
      return Taken.of(End.HANDED_ON, turn.progress());
    }
    try {
      return end(notice, turn, intake.take(notice.upload(), turn));
    } catch (UnavailableException e) {
      throw released(turn, e);
    }
  }

  private Taken end(Notice.Created notice, Turn turn, Taken taken) {
    switch (taken.end()) {
      case ACCEPTED, BROKEN_OFF -> turn.complete(taken.progress());
      case ANNOUNCED, REJECTED -> turn.release();
      case GONE -> {
        turn.advance(taken.progress());
        turn.release();
      }
      case UNFINISHED -> {
        int next = notice.hop() + 1;
        poke(notice, next);
        turn.advance(turn.progress().handedOn(next));
        turn.release();
      }
      case HANDED_ON -> throw new IllegalStateException("An intake hands nothing on");
    }
    return taken;
  }

  private static UnavailableException released(Turn turn, UnavailableException why) {
    try {
      turn.release();
    } catch (UnavailableException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private void poke(Notice.Created notice, int hop) {
    Upload upload = notice.upload();
    UploadPoke poke =
        new UploadPoke(
            upload.bucket(),
            upload.key(),
            upload.etag(),
            upload.told().toString(),
            hop,
            notice.replay());
    uploads.send(List.of(poke.body()));
  }

  private static UploadProgress progress(Upload upload, @Nullable String noted) {
    return noted == null
        ? UploadProgress.start(upload.origin())
        : UploadProgress.parse(noted).resumed();
  }

  private static String key(Notice.Created notice) {
    String id = notice.upload().id();
    return notice.replay() == null ? id : id + "#" + notice.replay();
  }
}
