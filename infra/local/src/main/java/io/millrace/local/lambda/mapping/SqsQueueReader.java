// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** A standard queue. */
final class SqsQueueReader implements QueueReader {
  private static final List<QueueAttributeName> DEPTHS =
      List.of(
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE,
          QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED);

  private final SqsClient sqs;
  private final MappingIdentity mapping;
  private final String name;
  private volatile String url = "";

  SqsQueueReader(SqsClient sqs, MappingIdentity mapping) {
    this.sqs = sqs;
    this.mapping = mapping;
    this.name = mapping.sourceArn().substring(mapping.sourceArn().lastIndexOf(':') + 1);
  }

  private String url() {
    if (url.isEmpty()) {
      url = sqs.getQueueUrl(request -> request.queueName(name)).queueUrl();
    }
    return url;
  }

  @Override
  public List<Message> receive(int maximum, Duration wait) throws SourceException {
    try {
      String queue = url();
      return sqs
          .receiveMessage(
              request ->
                  request
                      .queueUrl(queue)
                      .maxNumberOfMessages(Math.min(maximum, MAX_RECEIVE))
                      .waitTimeSeconds((int) wait.toSeconds())
                      .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                      .messageAttributeNames("All"))
          .messages()
          .stream()
          .map(message -> SqsEvents.message(mapping, message))
          .toList();
    } catch (SdkException e) {
      throw new SourceException("cannot receive from queue " + name, e);
    }
  }

  @Override
  public void delete(List<Message> messages) throws SourceException {
    try {
      String queue = url();
      for (int from = 0; from < messages.size(); from += MAX_RECEIVE) {
        List<Message> some = messages.subList(from, Math.min(messages.size(), from + MAX_RECEIVE));
        List<DeleteMessageBatchRequestEntry> entries = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
          entries.add(
              DeleteMessageBatchRequestEntry.builder()
                  .id(Integer.toString(i))
                  .receiptHandle(some.get(i).receiptHandle())
                  .build());
        }
        // An entry that fails (its receipt has expired) comes back by itself: delivery is at least
        // once.
        sqs.deleteMessageBatch(request -> request.queueUrl(queue).entries(entries));
      }
    } catch (SdkException e) {
      throw new SourceException("cannot delete from queue " + name, e);
    }
  }

  @Override
  public boolean empty() throws SourceException {
    try {
      String queue = url();
      var attributes =
          sqs.getQueueAttributes(request -> request.queueUrl(queue).attributeNames(DEPTHS))
              .attributes();
      return DEPTHS.stream().allMatch(depth -> attributes.getOrDefault(depth, "0").equals("0"));
    } catch (SdkException e) {
      throw new SourceException("cannot measure queue " + name, e);
    }
  }
}
