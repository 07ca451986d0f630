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
 * for each invocation, because it adds up the lines of the uploads that it finished.
 */
final class UploadStage implements Stage<Message, Notice> {

  private final Intake intake;
  private final UploadRejects rejects;
  private final ReplayedLines replayed;
  private LineCounts lines = LineCounts.NONE;

  UploadStage(Intake intake, UploadRejects rejects, ReplayedLines replayed) {
    this.intake = intake;
    this.rejects = rejects;
    this.replayed = replayed;
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
      for (int i = 0; i < decided.outcomes().size(); i++) {
        counts = counts.plus(commit(decided.input(), i, decided.outcomes().get(i)));
      }
    }
    return counts;
  }

  /** Lines of the uploads that were taken in so far. */
  LineCounts lines() {
    return lines;
  }

  private Counts commit(Message message, int index, Outcome<Notice> outcome) {
    return switch (outcome) {
      case Accepted<Notice>(Notice.Created(Upload upload)) -> take(upload);
      case Accepted<Notice>(Notice.Line(ReplayedLine line)) -> replayed.take(line);
      case Accepted<Notice>(Notice.Ignored ignored) -> Counts.done(0, 0, 1);
      case Rejected<Notice> why -> {
        rejects.message(message, index, why);
        yield Counts.done(0, 1, 0);
      }
    };
  }

  private Counts take(Upload upload) {
    Taken taken = intake.take(upload);
    lines = lines.plus(taken.lines());
    return taken.accepted() ? Counts.done(1, 0, 0) : Counts.done(0, 1, 0);
  }
}
