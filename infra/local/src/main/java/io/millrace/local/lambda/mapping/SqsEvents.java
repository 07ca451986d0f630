// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;

/** SQS messages as Lambda sends them. [with-sqs] */
final class SqsEvents {
  private SqsEvents() {}

  static QueueReader.Message message(MappingIdentity mapping, Message message) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("messageId", message.messageId())
        .put("receiptHandle", message.receiptHandle())
        .put("body", message.body());
    ObjectNode attributes = json.putObject("attributes");
    Map<String, String> known = message.attributesAsStrings();
    known.forEach(attributes::put);
    ObjectNode own = json.putObject("messageAttributes");
    message.messageAttributes().forEach((name, value) -> own.set(name, attribute(value)));
    json.put("md5OfBody", message.md5OfBody());
    if (message.md5OfMessageAttributes() != null) {
      json.put("md5OfMessageAttributes", message.md5OfMessageAttributes());
    }
    json.put("eventSource", "aws:sqs")
        .put("eventSourceARN", mapping.sourceArn())
        .put("awsRegion", mapping.region());
    long sent = Long.parseLong(known.getOrDefault("SentTimestamp", "0"));
    return new QueueReader.Message(
        message.messageId(), message.receiptHandle(), sent, json.toString());
  }

  private static ObjectNode attribute(MessageAttributeValue value) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    if (value.stringValue() != null) {
      node.put("stringValue", value.stringValue());
    }
    if (value.binaryValue() != null) {
      node.put("binaryValue", value.binaryValue().asByteArrayUnsafe());
    }
    node.putArray("stringListValues");
    node.putArray("binaryListValues");
    return node.put("dataType", value.dataType());
  }
}
