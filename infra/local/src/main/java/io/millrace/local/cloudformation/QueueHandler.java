// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AWS::SQS::Queue. */
final class QueueHandler implements ResourceHandler {
  private static final List<String> ATTRIBUTES =
      List.of("DelaySeconds", "ReceiveMessageWaitTimeSeconds", "VisibilityTimeout");
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of(
              "DelaySeconds",
              "QueueName",
              "ReceiveMessageWaitTimeSeconds",
              "RedrivePolicy.*",
              "VisibilityTimeout"),
          Set.of(
              "KmsMasterKeyId",
              "MaximumMessageSize",
              "MessageRetentionPeriod",
              "RedriveAllowPolicy",
              "SqsManagedSseEnabled",
              "Tags"));

  private final ServiceCalls services;

  QueueHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String name = request.name("QueueName");
    ObjectNode named = JsonNodeFactory.instance.objectNode().put("QueueName", name);
    if (!request.adopt() && services.target("sqs", "AmazonSQS.GetQueueUrl", named).ok()) {
      throw new ProvisioningException(name + " already exists");
    }
    ObjectNode attributes = named.putObject("Attributes");
    for (String attribute : ATTRIBUTES) {
      if (request.properties().has(attribute)) {
        attributes.put(attribute, request.properties().path(attribute).asText());
      }
    }
    JsonNode redrive = request.properties().path("RedrivePolicy");
    if (redrive.isObject()) {
      attributes.put("RedrivePolicy", redrive.toString());
    }
    String url =
        services.target("sqs", "AmazonSQS.CreateQueue", named).orFail().path("QueueUrl").asText();
    return new Provisioned(
        url, Map.of("Arn", Arns.regional("sqs", name), "QueueName", name, "QueueUrl", url));
  }

  @Override
  public void delete(String physicalId) throws IOException {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueUrl", physicalId);
    var answer = services.target("sqs", "AmazonSQS.DeleteQueue", request);
    if (!answer.error().contains("NonExistentQueue")
        && !answer.error().contains("QueueDoesNotExist")) {
      answer.orFail();
    }
  }
}
