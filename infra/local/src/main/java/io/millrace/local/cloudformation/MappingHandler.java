// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * AWS::Lambda::EventSourceMapping: its properties are the members of CreateEventSourceMapping,
 * which judges them.
 */
final class MappingHandler implements ResourceHandler {
  private static final String PATH = "/2015-03-31/event-source-mappings";

  /** UpdateEventSourceMapping has no member for these. */
  private static final List<String> FIXED =
      List.of("EventSourceArn", "StartingPosition", "StartingPositionTimestamp");

  /** States that lead to one that stays. Source: Lambda API, EventSourceMappingConfiguration. */
  private static final Set<String> PASSING =
      Set.of("Creating", "Enabling", "Disabling", "Updating");

  private static final Duration LOOK = Duration.ofMillis(20);

  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of(
              "BatchSize",
              "BisectBatchOnFunctionError",
              "DestinationConfig.OnFailure.Destination",
              "Enabled",
              "EventSourceArn",
              "FilterCriteria.*",
              "FunctionName",
              "FunctionResponseTypes.*",
              "MaximumBatchingWindowInSeconds",
              "MaximumRecordAgeInSeconds",
              "MaximumRetryAttempts",
              "MetricsConfig.Metrics",
              "ParallelizationFactor",
              "ScalingConfig.MaximumConcurrency",
              "StartingPosition",
              "StartingPositionTimestamp",
              "TumblingWindowInSeconds"),
          Set.of("KmsKeyArn", "Tags"));

  private final ServiceCalls services;

  MappingHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    ObjectNode body = body(request.properties());
    if (request.adopt()) {
      JsonNode existing = existing(body);
      if (existing.has("UUID")) {
        return provisioned(existing);
      }
    }
    return settled(services.lambda("POST", PATH, body).orFail());
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request)
      throws IOException {
    ObjectNode body = body(request.properties());
    for (String name : FIXED) {
      if (!before.path(name).equals(request.properties().path(name))) {
        throw new ProvisioningException(
            "A mapping keeps its " + name + " for life: delete the stack and create it anew");
      }
      body.remove(name);
    }
    for (Map.Entry<String, JsonNode> property : before.properties()) {
      if (!request.properties().has(property.getKey())) {
        throw new ProvisioningException(
            property.getKey()
                + " would keep its value: name its default instead of leaving it out");
      }
    }
    return settled(services.lambda("PUT", PATH + "/" + physicalId, body).orFail());
  }

  /** Waits until the change has taken place, which may take as long as an invocation. */
  private Provisioned settled(JsonNode changing) throws IOException {
    JsonNode mapping = changing;
    while (PASSING.contains(mapping.path("State").asText())) {
      LockSupport.parkNanos(LOOK.toNanos());
      mapping =
          services.lambda("GET", PATH + "/" + changing.path("UUID").asText(), mapping).orFail();
    }
    return provisioned(mapping);
  }

  private static ObjectNode body(ObjectNode properties) {
    ObjectNode body = properties.deepCopy();
    RULES.withoutEffect().forEach(body::remove);
    FunctionHandler.numbers(
        body,
        "BatchSize",
        "MaximumBatchingWindowInSeconds",
        "MaximumRecordAgeInSeconds",
        "MaximumRetryAttempts",
        "ParallelizationFactor",
        "TumblingWindowInSeconds");
    if (body.get("ScalingConfig") instanceof ObjectNode scaling) {
      FunctionHandler.numbers(scaling, "MaximumConcurrency");
    }
    for (String flag : Set.of("BisectBatchOnFunctionError", "Enabled")) {
      if (body.path(flag).isTextual()) {
        body.set(flag, BooleanNode.valueOf(Boolean.parseBoolean(body.path(flag).asText())));
      }
    }
    return body;
  }

  @Override
  public void delete(String physicalId) throws IOException {
    var answer =
        services.lambda("DELETE", PATH + "/" + physicalId, JsonNodeFactory.instance.objectNode());
    if (answer.status() != 404) {
      answer.orFail();
    }
  }

  private JsonNode existing(ObjectNode body) throws IOException {
    String query =
        "?FunctionName="
            + encode(body.path("FunctionName").asText())
            + "&EventSourceArn="
            + encode(body.path("EventSourceArn").asText());
    return services
        .lambda("GET", PATH + "/" + query, body)
        .orFail()
        .path("EventSourceMappings")
        .path(0);
  }

  private static Provisioned provisioned(JsonNode mapping) {
    String id = mapping.path("UUID").asText();
    return new Provisioned(
        id,
        Map.of(
            "Id",
            id,
            "EventSourceMappingArn",
            Arns.regional("lambda", "event-source-mapping:" + id)));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
