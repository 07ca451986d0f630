// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * DynamoDB and its streams. A transaction needs the permission of each of its items' own actions, a
 * batch has an action of its own. [DynamoDB Developer Guide, Using IAM with transactions]
 */
final class DynamoDbOperations {
  private static final String ENCLOSING = "dynamodb:EnclosingOperation";

  private static final Map<String, String> ITEM_ACTIONS =
      Map.of(
          "ConditionCheck", "ConditionCheckItem",
          "Delete", "DeleteItem",
          "Get", "GetItem",
          "Put", "PutItem",
          "Update", "UpdateItem");

  private DynamoDbOperations() {}

  static Operation of(String operation, JsonNode request) {
    return switch (operation) {
      case "TransactWriteItems", "TransactGetItems" ->
          new Operation(operation, items(operation, request.path("TransactItems")));
      case "BatchWriteItem", "BatchGetItem" ->
          new Operation(
              operation,
              request
                  .path("RequestItems")
                  .propertyStream()
                  .map(table -> Need.of("dynamodb:" + operation, table(table.getKey())))
                  .toList());
      case "ListStreams" ->
          Operation.of(
              operation,
              Need.of(
                  "dynamodb:ListStreams",
                  request.hasNonNull("TableName")
                      ? table(request.path("TableName").asText()) + "/stream/*"
                      : "*"));
      default -> Operation.of(operation, Need.of("dynamodb:" + operation, resource(request)));
    };
  }

  private static List<Need> items(String operation, JsonNode items) {
    Set<Need> needs = new LinkedHashSet<>();
    for (JsonNode item : items) {
      for (Map.Entry<String, JsonNode> one : item.properties()) {
        needs.add(
            new Need(
                "dynamodb:" + ITEM_ACTIONS.getOrDefault(one.getKey(), one.getKey()),
                table(one.getValue().path("TableName").asText()),
                Map.of(ENCLOSING, operation)));
      }
    }
    return List.copyOf(needs);
  }

  private static String resource(JsonNode request) {
    if (request.hasNonNull("TableName")) {
      String table = table(request.path("TableName").asText());
      return request.hasNonNull("IndexName")
          ? table + "/index/" + request.path("IndexName").asText()
          : table;
    }
    for (String member : List.of("StreamArn", "ResourceArn", "TableArn")) {
      if (request.hasNonNull(member)) {
        return normal(request.path(member).asText());
      }
    }
    // an iterator of DynamoDB, and of DynamoDB Local: [digits|]stream ARN|…
    for (String part : request.path("ShardIterator").asText("").split("\\|", -1)) {
      if (part.startsWith("arn:")) {
        return normal(part);
      }
    }
    return "*";
  }

  private static String table(String nameOrArn) {
    return nameOrArn.startsWith("arn:")
        ? normal(nameOrArn)
        : Operations.arn("dynamodb", "table/" + nameOrArn);
  }

  /** DynamoDB Local's streams live in a region of its own. */
  static String normal(String arn) {
    return arn.replaceFirst("^arn:aws:dynamodb:ddblocal:\\d*:", Operations.arn("dynamodb", ""));
  }
}
