// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One invocation of a function that works off a standard queue: within its deadline, and with what
 * failed put off.
 */
public final class QueueBatches {

  /** What stays of the reserve when messages have been put off: the runtime still has to answer. */
  private static final Duration TO_ANSWER = Duration.ofMillis(500);

  private final Deadline deadline;
  private final Redelivery redelivery;
  private final Tracing tracing;

  /** For who is not traced. */
  public QueueBatches(Deadline deadline, Redelivery redelivery) {
    this(deadline, redelivery, Tracing.off());
  }

  QueueBatches(Deadline deadline, Redelivery redelivery, Tracing tracing) {
    this.tracing = tracing;
    this.deadline = deadline;
    this.redelivery = redelivery;
  }

  /**
   * Of a deployed function.
   *
   * @param deadline what the stage's own clients and claims are bounded by
   * @param env of the function, which may set {@link Redelivery#REDELIVERY_WAIT}
   */
  public static QueueBatches of(
      String queueUrl, Deadline deadline, Tracing tracing, Map<String, String> env) {
    return new QueueBatches(
        deadline,
        new Redelivery(
            // Most environments never see a failure.
            Later.of(() -> Clients.sqs(deadline.reserving(TO_ANSWER), tracing)),
            queueUrl,
            new UniqueRandom(),
            Redelivery.firstWait(env)),
        tracing);
  }

  /** Works off the messages of an event; what it reports as failed is delivered again. */
  public BatchResult<Message> work(
      List<Message> messages, Context context, Stage<Message, ?> stage) {
    deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
    tracing.begin();
    BatchResult<Message> result =
        Batch.independently(messages, new TracedMessages<>(stage, tracing), deadline::remains);
    redelivery.defer(result.failures(), deadline.now());
    tracing.end(result);
    return result;
  }
}
