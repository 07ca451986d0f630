// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AWS::Lambda::EventInvokeConfig: how asynchronous invocations of a function are retried. */
final class EventInvokeConfigHandler implements ResourceHandler {
  private static final String FUNCTION = "FunctionName";
  private static final String QUALIFIER = "Qualifier";
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of(
              "DestinationConfig.OnFailure.Destination",
              "DestinationConfig.OnSuccess.Destination",
              FUNCTION,
              "MaximumEventAgeInSeconds",
              "MaximumRetryAttempts",
              QUALIFIER),
          Set.of());

  private final ServiceCalls services;

  EventInvokeConfigHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    ObjectNode properties = request.properties();
    for (String required : List.of(FUNCTION, QUALIFIER)) {
      if (!properties.has(required)) {
        throw new ProvisioningException("required key [" + required + "] not found");
      }
    }
    String id = id(properties);
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    if (!request.adopt() && services.lambda("GET", path(id), none).ok()) {
      throw new ProvisioningException(id + " already exists");
    }
    return put(id, properties);
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request)
      throws IOException {
    if (!id(request.properties()).equals(physicalId)) {
      throw new ProvisioningException(
          "The configuration would be replaced: it keeps its FunctionName and Qualifier for life");
    }
    return put(physicalId, request.properties());
  }

  @Override
  public void delete(String physicalId) throws IOException {
    ObjectNode none = JsonNodeFactory.instance.objectNode();
    var answer = services.lambda("DELETE", path(physicalId), none);
    if (answer.status() != 404) {
      answer.orFail();
    }
  }

  /** Put, which replaces: what a template leaves out has its default. */
  private Provisioned put(String id, ObjectNode properties) throws IOException {
    ObjectNode body = properties.deepCopy();
    body.remove(List.of(FUNCTION, QUALIFIER));
    FunctionHandler.numbers(body, "MaximumEventAgeInSeconds", "MaximumRetryAttempts");
    services.lambda("PUT", path(id), body).orFail();
    return new Provisioned(id, Map.of());
  }

  private static String id(ObjectNode properties) {
    return properties.path(FUNCTION).asText() + "|" + properties.path(QUALIFIER).asText();
  }

  private static String path(String id) {
    int bar = id.lastIndexOf('|');
    return "/2019-09-25/functions/"
        + encode(id.substring(0, bar))
        + "/event-invoke-config?Qualifier="
        + encode(id.substring(bar + 1));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
