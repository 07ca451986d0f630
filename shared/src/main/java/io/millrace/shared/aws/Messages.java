// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.millrace.shared.batch.BatchResult;
import java.time.Instant;
import java.util.List;

/** SQS events of Lambda to messages, and results back to partial batch responses. */
public final class Messages {

  /**
   * One message.
   *
   * @param id given by SQS, the same at every delivery
   * @param sent when it was put into the queue
   * @param queueArn where it came from
   * @param receiptHandle of this delivery and no other
   * @param receives how often it was received, this time included
   */
  public record Message(
      String id, String body, Instant sent, String queueArn, String receiptHandle, int receives) {

    /** A first delivery that nobody gives back. */
    public Message(String id, String body, Instant sent, String queueArn) {
      this(id, body, sent, queueArn, "", 1);
    }
  }

  private Messages() {}

  public static List<Message> of(SQSEvent event) {
    return event.getRecords().stream()
        .map(
            m ->
                new Message(
                    m.getMessageId(),
                    m.getBody(),
                    Instant.ofEpochMilli(attribute(m, "SentTimestamp", 0)),
                    m.getEventSourceArn(),
                    m.getReceiptHandle() == null ? "" : m.getReceiptHandle(),
                    (int) attribute(m, "ApproximateReceiveCount", 1)))
        .toList();
  }

  private static long attribute(SQSMessage message, String name, long absent) {
    String value = message.getAttributes().get(name);
    return value == null ? absent : Long.parseLong(value);
  }

  public static SQSBatchResponse response(BatchResult<Message> result) {
    return SQSBatchResponse.builder()
        .withBatchItemFailures(
            result.failed().stream().map(m -> new BatchItemFailure(m.id())).toList())
        .build();
  }
}
