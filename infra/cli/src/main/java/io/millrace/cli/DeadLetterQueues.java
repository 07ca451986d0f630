// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The dead-letter queues: how full they are and, without taking anything for good, what of. */
final class DeadLetterQueues {

  private static final int MAX_RECEIVED = 10;

  /** Long enough to look at all that are asked for; then they are given back. */
  private static final int LOOK_SECONDS = 30;

  private final SqsClient sqs;
  private final Map<PipelineStage, String> urls = new LinkedHashMap<>();

  DeadLetterQueues(SqsClient sqs, Resources resources) {
    this.sqs = sqs;
    urls.put(PipelineStage.UPLOAD, resources.deadLetterQueues().getFirst());
    urls.put(PipelineStage.RESIZE, resources.deadLetterQueues().getLast());
  }

  /**
   * One queue.
   *
   * @param stage short name of the function that gave its messages up
   * @param waiting messages, about; those that somebody looks at just now included
   * @param oldest when the oldest of a few was sent to the stage; null when none is there
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Queue(
      String name, String stage, String url, String arn, long waiting, @Nullable String oldest) {}

  /** One message, put back. */
  record Letter(String queue, String id, String sent, String received, String body) {}

  List<Queue> list(DlqSelection selection) {
    List<Queue> queues = new ArrayList<>();
    urls.forEach(
        (stage, url) -> {
          if (selection.takesQueues() && selection.takes(stage.function())) {
            queues.add(queue(stage, url));
          }
        });
    return queues;
  }

  private Queue queue(PipelineStage stage, String url) {
    var attributes =
        sqs.getQueueAttributes(
                r ->
                    r.queueUrl(url)
                        .attributeNames(
                            QueueAttributeName.QUEUE_ARN,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                            QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    long waiting =
        Long.parseLong(
                attributes.getOrDefault(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0"))
            + Long.parseLong(
                attributes.getOrDefault(
                    QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE, "0"));
    String oldest =
        waiting == 0
            ? null
            : peek(url, MAX_RECEIVED).stream().map(Letter::sent).sorted().findFirst().orElse(null);
    return new Queue(
        name(url),
        stage.function(),
        url,
        Objects.requireNonNull(attributes.get(QueueAttributeName.QUEUE_ARN)),
        waiting,
        oldest);
  }

  /**
   * Looks at messages and gives them back at once. It costs each a receive, which a dead-letter
   * queue does not count to any end.
   */
  List<Letter> peek(String url, int most) {
    List<Message> seen = new ArrayList<>();
    try {
      while (seen.size() < most) {
        int wanted = Math.min(MAX_RECEIVED, most - seen.size());
        List<Message> some =
            sqs.receiveMessage(
                    r ->
                        r.queueUrl(url)
                            .maxNumberOfMessages(wanted)
                            .visibilityTimeout(LOOK_SECONDS)
                            .messageSystemAttributeNames(
                                MessageSystemAttributeName.SENT_TIMESTAMP,
                                MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .messages();
        if (some.isEmpty()) {
          break;
        }
        seen.addAll(some);
      }
    } finally {
      seen.forEach(
          message ->
              sqs.changeMessageVisibility(
                  r ->
                      r.queueUrl(url).receiptHandle(message.receiptHandle()).visibilityTimeout(0)));
    }
    return seen.stream().map(message -> letter(url, message)).toList();
  }

  private static Letter letter(String url, Message message) {
    String sent = message.attributes().getOrDefault(MessageSystemAttributeName.SENT_TIMESTAMP, "0");
    return new Letter(
        name(url),
        message.messageId(),
        Instant.ofEpochMilli(Long.parseLong(sent)).toString(),
        message
            .attributes()
            .getOrDefault(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "0"),
        message.body());
  }

  private static String name(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }
}
