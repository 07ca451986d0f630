// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/** AWS::Events::EventBus. */
final class EventBusHandler implements ResourceHandler {
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of("Name"),
          Set.of(
              "DeadLetterConfig",
              "Description",
              "KmsKeyIdentifier",
              "LogConfig",
              "Policy",
              "Tags"));

  private final ServiceCalls services;

  EventBusHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String name = request.name("Name");
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Name", name);
    var answer = services.target("events", "AWSEvents.CreateEventBus", body);
    if (!request.adopt() || !answer.error().equals("ResourceAlreadyExistsException")) {
      answer.orFail();
    }
    return new Provisioned(
        name, Map.of("Arn", Arns.regional("events", "event-bus/" + name), "Name", name));
  }

  @Override
  public void delete(String physicalId) throws IOException {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("Name", physicalId);
    services.target("events", "AWSEvents.DeleteEventBus", body).orFail();
  }
}
