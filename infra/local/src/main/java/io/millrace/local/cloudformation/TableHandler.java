// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AWS::DynamoDB::Table. */
final class TableHandler implements ResourceHandler {
  private static final String TARGET = "DynamoDB_20120810.";
  private static final List<String> PASSED_ON =
      List.of(
          "AttributeDefinitions",
          "BillingMode",
          "GlobalSecondaryIndexes",
          "KeySchema",
          "LocalSecondaryIndexes",
          "ProvisionedThroughput");

  /**
   * Time to live is told to the engine, so that describing it answers, but the engine lets expired
   * items linger.
   */
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of(
              "AttributeDefinitions.*",
              "BillingMode",
              "GlobalSecondaryIndexes.*",
              "KeySchema.*",
              "LocalSecondaryIndexes.*",
              "ProvisionedThroughput.*",
              "StreamSpecification.StreamViewType",
              "TableName"),
          Set.of(
              "ContributorInsightsSpecification",
              "DeletionProtectionEnabled",
              "PointInTimeRecoverySpecification",
              "SSESpecification",
              "TableClass",
              "Tags",
              "TimeToLiveSpecification"));

  private final ServiceCalls services;

  TableHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String name = request.name("TableName");
    ObjectNode named = JsonNodeFactory.instance.objectNode().put("TableName", name);
    ObjectNode body = named.deepCopy();
    for (String property : PASSED_ON) {
      if (request.properties().has(property)) {
        body.set(property, request.properties().get(property));
      }
    }
    JsonNode view = request.properties().path("StreamSpecification").path("StreamViewType");
    if (view.isTextual()) {
      body.putObject("StreamSpecification").put("StreamEnabled", true).set("StreamViewType", view);
    }
    var answer = services.target("dynamodb", TARGET + "CreateTable", body);
    if (request.adopt() && answer.error().equals("ResourceInUseException")) {
      JsonNode existing = services.target("dynamodb", TARGET + "DescribeTable", named).orFail();
      return provisioned(name, existing.path("Table"));
    }
    JsonNode table = answer.orFail().path("TableDescription");
    JsonNode timeToLive = request.properties().path("TimeToLiveSpecification");
    if (timeToLive.isObject()) {
      ObjectNode update = named.deepCopy();
      update.set("TimeToLiveSpecification", timeToLive);
      services.target("dynamodb", TARGET + "UpdateTimeToLive", update).orFail();
    }
    return provisioned(name, table);
  }

  @Override
  public void delete(String physicalId) throws IOException {
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("TableName", physicalId);
    var answer = services.target("dynamodb", TARGET + "DeleteTable", request);
    if (!answer.error().equals("ResourceNotFoundException")) {
      answer.orFail();
    }
  }

  private static Provisioned provisioned(String name, JsonNode table) {
    Map<String, String> attributes = new HashMap<>();
    attributes.put("Arn", Arns.regional("dynamodb", "table/" + name));
    if (table.has("LatestStreamArn")) {
      attributes.put("StreamArn", table.path("LatestStreamArn").asText());
    }
    return new Provisioned(name, attributes);
  }
}
