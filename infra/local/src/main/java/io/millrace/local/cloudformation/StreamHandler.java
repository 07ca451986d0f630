// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** AWS::Kinesis::Stream. */
final class StreamHandler implements ResourceHandler {
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of("Name", "ShardCount", "StreamModeDetails.StreamMode"),
          Set.of("RetentionPeriodHours", "StreamEncryption", "Tags"));

  private final ServiceCalls services;

  StreamHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String name = request.name("Name");
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("StreamName", name);
    if (request.properties().has("ShardCount")) {
      body.put("ShardCount", request.properties().path("ShardCount").asInt());
    }
    if (request.properties().has("StreamModeDetails")) {
      body.set("StreamModeDetails", request.properties().get("StreamModeDetails"));
    }
    var answer = services.target("kinesis", "Kinesis_20131202.CreateStream", body);
    if (!request.adopt() || !answer.error().equals("ResourceInUseException")) {
      answer.orFail();
    }
    return new Provisioned(name, Map.of("Arn", Arns.regional("kinesis", "stream/" + name)));
  }

  @Override
  public void delete(String physicalId) throws IOException {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("StreamName", physicalId);
    var answer = services.target("kinesis", "Kinesis_20131202.DeleteStream", request);
    if (!answer.error().equals("ResourceNotFoundException")) {
      answer.orFail();
    }
  }
}
