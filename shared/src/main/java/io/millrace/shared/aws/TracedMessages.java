// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Decided;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.trace.Tracing;
import java.util.List;

/** A queue's stage, each message of which goes on with the trace that it came with. */
final class TracedMessages<T> implements Stage<Message, T> {

  private final Stage<Message, T> stage;
  private final Tracing tracing;

  TracedMessages(Stage<Message, T> stage, Tracing tracing) {
    this.stage = stage;
    this.tracing = tracing;
  }

  @Override
  public List<Outcome<T>> decide(Message message) {
    tracing.open(message.trace());
    boolean decided = false;
    try {
      List<Outcome<T>> outcomes = stage.decide(message);
      decided = true;
      return outcomes;
    } finally {
      if (!decided) {
        tracing.close(true);
      }
    }
  }

  @Override
  public Counts commit(List<Decided<Message, T>> slice) {
    boolean committed = false;
    try {
      Counts counts = stage.commit(slice);
      committed = true;
      return counts;
    } finally {
      tracing.close(!committed);
    }
  }

  @Override
  public int sliceSize() {
    return stage.sliceSize();
  }
}
