// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.gateway.Upstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the SQS engine what is in its queues. */
final class QueueStatuses {
  private static final List<String> ATTRIBUTES =
      List.of(
          "ApproximateNumberOfMessages",
          "ApproximateNumberOfMessagesDelayed",
          "ApproximateNumberOfMessagesNotVisible",
          "QueueArn",
          "RedrivePolicy");

  private final Upstream sqs;
  private final ObjectMapper json = new ObjectMapper();

  QueueStatuses(Upstream sqs) {
    this.sqs = sqs;
  }

  List<LocalStatus.Queue> now() {
    try {
      List<JsonNode> queues = new ArrayList<>();
      for (JsonNode url : call("ListQueues", Map.of()).path("QueueUrls")) {
        Map<String, Object> request =
            Map.of("QueueUrl", url.asText(), "AttributeNames", ATTRIBUTES);
        JsonNode attributes = call("GetQueueAttributes", request).path("Attributes");
        if (attributes.has("QueueArn")) { // else it went away meanwhile
          queues.add(attributes);
        }
      }
      Set<String> deadLetterArns = new HashSet<>();
      for (JsonNode queue : queues) {
        if (queue.has("RedrivePolicy")) {
          JsonNode policy = json.readTree(queue.path("RedrivePolicy").asText());
          deadLetterArns.add(policy.path("deadLetterTargetArn").asText());
        }
      }
      return queues.stream()
          .map(queue -> status(queue, deadLetterArns))
          .sorted(Comparator.comparing(LocalStatus.Queue::name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("SQS does not answer", e);
    }
  }

  private static LocalStatus.Queue status(JsonNode queue, Set<String> deadLetterArns) {
    String arn = queue.path("QueueArn").asText();
    return new LocalStatus.Queue(
        arn.substring(arn.lastIndexOf(':') + 1),
        queue.path("ApproximateNumberOfMessages").asLong()
            + queue.path("ApproximateNumberOfMessagesDelayed").asLong(),
        queue.path("ApproximateNumberOfMessagesNotVisible").asLong(),
        deadLetterArns.contains(arn));
  }

  private JsonNode call(String operation, Map<String, Object> request) throws IOException {
    Map<String, String> headers =
        Map.of(
            "content-type", "application/x-amz-json-1.0", "x-amz-target", "AmazonSQS." + operation);
    return json.readTree(sqs.call("POST", "/", headers, json.writeValueAsBytes(request)).body());
  }
}
