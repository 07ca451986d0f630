// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Decided;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.event.ReplayedLine;
import java.util.List;

/**
 * From a message of the uploads queue to the uploads it tells of, and these into the pipeline. One
 * for each invocation, because it adds up the lines that it took in.
 */
final class UploadStage implements Stage<Message, Notice> {

  private final Relay relay;
  private final UploadRejects rejects;
  private final ReplayedLines replayed;
  private final String invocation;
  private LineCounts lines = LineCounts.NONE;

  UploadStage(Relay relay, UploadRejects rejects, ReplayedLines replayed, String invocation) {
    this.relay = relay;
    this.rejects = rejects;
    this.replayed = replayed;
    this.invocation = invocation;
  }

  @Override
  public List<Outcome<Notice>> decide(Message message) {
    Outcome<Notice> line = ReplayedLines.read(message.body());
    return line != null ? List.of(line) : Notification.read(message.body());
  }

  @Override
  public Counts commit(List<Decided<Message, Notice>> slice) {
    Counts counts = Counts.NONE;
    for (Decided<Message, Notice> decided : slice) {
      boolean alone = decided.outcomes().size() == 1;
      for (int i = 0; i < decided.outcomes().size(); i++) {
        counts = counts.plus(commit(decided.input(), i, decided.outcomes().get(i), alone));
      }
    }
    return counts;
  }

  /** Lines that were taken in so far. */
  LineCounts lines() {
    return lines;
  }

  private Counts commit(Message message, int index, Outcome<Notice> outcome, boolean alone) {
    return switch (outcome) {
      case Accepted<Notice>(Notice.Created created) when alone -> take(message, created);
      case Accepted<Notice>(Notice.Created created) -> {
        // To each upload a message, with the time, the attempts and the dead letter of its own.
        relay.poke(created);
        yield Counts.done(0, 0, 1);
      }
      case Accepted<Notice>(Notice.Line(ReplayedLine line)) -> replayed.take(line);
      case Accepted<Notice>(Notice.Ignored ignored) -> Counts.done(0, 0, 1);
      case Rejected<Notice> why -> {
        rejects.message(message, index, why);
        yield Counts.done(0, 1, 0);
      }
    };
  }

  /** An upload counts when it ends; a message that only moved it on counts as filtered. */
  private Counts take(Message message, Notice.Created created) {
    Taken taken = relay.take(created, message.id() + "/" + invocation);
    lines = lines.plus(taken.lines());
    return switch (taken.end()) {
      case ACCEPTED, ANNOUNCED -> Counts.done(1, 0, 0);
      case BROKEN_OFF, REJECTED, GONE -> Counts.done(0, 1, 0);
      case UNFINISHED, HANDED_ON -> Counts.done(0, 0, 1);
    };
  }
}
