// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.gateway.Call;
import java.io.IOException;
import java.util.Map;

/**
 * SQS in both its protocols; a batch needs the permission of its single form. [SQS, permissions]
 */
final class SqsOperations {
  private static final Map<String, String> ACTIONS =
      Map.of(
          "ChangeMessageVisibilityBatch", "ChangeMessageVisibility",
          "DeleteMessageBatch", "DeleteMessage",
          "SendMessageBatch", "SendMessage");

  private SqsOperations() {}

  static Operation of(Call call, String target) throws IOException {
    if (!target.isEmpty()) {
      JsonNode request = call.document();
      return of(target, request.path("QueueUrl").asText(""), request.path("QueueName").asText(""));
    }
    Map<String, String> form = call.form();
    String url = form.getOrDefault("QueueUrl", call.rawPath());
    return of(form.getOrDefault("Action", ""), url, form.getOrDefault("QueueName", ""));
  }

  private static Operation of(String operation, String url, String name) {
    String action = "sqs:" + ACTIONS.getOrDefault(operation, operation);
    String queue = name.isEmpty() ? url.substring(url.lastIndexOf('/') + 1) : name;
    String resource = queue.isEmpty() ? "*" : Operations.arn("sqs", queue);
    return Operation.of(operation, Need.of(action, resource));
  }
}
