// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
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
   */
  public record Message(String id, String body, Instant sent, String queueArn) {}

  private Messages() {}

  public static List<Message> of(SQSEvent event) {
    return event.getRecords().stream()
        .map(
            m ->
                new Message(
                    m.getMessageId(),
                    m.getBody(),
                    Instant.ofEpochMilli(
                        Long.parseLong(m.getAttributes().getOrDefault("SentTimestamp", "0"))),
                    m.getEventSourceArn()))
        .toList();
  }

  public static SQSBatchResponse response(BatchResult<Message> result) {
    return SQSBatchResponse.builder()
        .withBatchItemFailures(
            result.failed().stream().map(m -> new BatchItemFailure(m.id())).toList())
        .build();
  }
}
