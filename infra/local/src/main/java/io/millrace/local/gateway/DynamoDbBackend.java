// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.LocalCloudConfig;
import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Passes requests on to DynamoDB Local, and stamps the writes to tables that have a stream. */
public final class DynamoDbBackend implements Backend {
  private static final String TARGET = "DynamoDB_20120810.";
  private static final Set<String> TABLE_CHANGES =
      Set.of("CreateTable", "UpdateTable", "DeleteTable");

  /** DynamoDB Local refuses access keys with anything but letters and digits in them. */
  private static final String ENGINE_AUTHORIZATION =
      "AWS4-HMAC-SHA256 Credential=millrace/20260101/"
          + LocalCloudConfig.REGION
          + "/dynamodb/aws4_request, SignedHeaders=host, Signature=0";

  private final Upstream engine;
  private final WriteStamps stamps;
  private final InstantSource clock;
  private final ObjectMapper json = new ObjectMapper();

  /** The key attributes of each table with a stream; an empty list for a table without one. */
  private final Map<String, List<String>> keysByTable = new ConcurrentHashMap<>();

  public DynamoDbBackend(Upstream engine, WriteStamps stamps, InstantSource clock) {
    this.engine = engine;
    this.stamps = stamps;
    this.clock = clock;
  }

  @Override
  public void serve(Call call) throws IOException {
    String target = call.header("X-Amz-Target").orElse("");
    if (target.startsWith(TARGET)) {
      watch(target.substring(TARGET.length()), call);
    }
    Map<String, String> replaced =
        call.header("Authorization").isPresent()
            ? Map.of("authorization", ENGINE_AUTHORIZATION)
            : Map.of();
    engine.relay(engine.send(call, call.rawPath(), replaced), call);
  }

  /**
   * Stamps before the write goes on: a reader may see the record before the writer sees the answer.
   */
  private void watch(String operation, Call call) throws IOException {
    switch (operation) {
      case "PutItem" -> stamp(call.document(), "Item");
      case "UpdateItem", "DeleteItem" -> stamp(call.document(), "Key");
      case "BatchWriteItem" -> batch(call.document());
      case "TransactWriteItems" -> {
        for (JsonNode item : call.document().path("TransactItems")) {
          stamp(item.path("Put"), "Item");
          stamp(item.path("Update"), "Key");
          stamp(item.path("Delete"), "Key");
        }
      }
      default -> {
        if (TABLE_CHANGES.contains(operation)) {
          keysByTable.remove(name(call.document().path("TableName").asText()));
        }
      }
    }
  }

  private void batch(JsonNode request) throws IOException {
    for (Map.Entry<String, JsonNode> table : request.path("RequestItems").properties()) {
      for (JsonNode write : table.getValue()) {
        stamp(table.getKey(), write.path("PutRequest").path("Item"));
        stamp(table.getKey(), write.path("DeleteRequest").path("Key"));
      }
    }
  }

  private void stamp(JsonNode write, String attributes) throws IOException {
    if (write.isObject()) {
      stamp(write.path("TableName").asText(), write.path(attributes));
    }
  }

  private void stamp(String tableNameOrArn, JsonNode attributes) throws IOException {
    String table = name(tableNameOrArn);
    if (!attributes.isObject() || table.isEmpty()) {
      return;
    }
    List<String> names = keys(table);
    Map<String, JsonNode> keys = new HashMap<>();
    for (String name : names) {
      JsonNode value = attributes.get(name);
      if (value == null) {
        return; // the engine will refuse it
      }
      keys.put(name, value);
    }
    if (!keys.isEmpty()) {
      stamps.written(table, keys, clock.millis());
    }
  }

  private List<String> keys(String table) throws IOException {
    List<String> known = keysByTable.get(table);
    if (known != null) {
      return known;
    }
    Optional<List<String>> described = describe(table);
    described.ifPresent(keys -> keysByTable.put(table, keys));
    return described.orElse(List.of());
  }

  private Optional<List<String>> describe(String table) throws IOException {
    byte[] request = json.writeValueAsBytes(Map.of("TableName", table));
    Map<String, String> headers =
        Map.of(
            "authorization",
            ENGINE_AUTHORIZATION,
            "content-type",
            "application/x-amz-json-1.0",
            "x-amz-target",
            TARGET + "DescribeTable");
    var response = engine.call("POST", "/", headers, request);
    if (response.statusCode() != 200) {
      return Optional.empty();
    }
    JsonNode description = json.readTree(response.body()).path("Table");
    if (!description.path("StreamSpecification").path("StreamEnabled").asBoolean()) {
      return Optional.of(List.of());
    }
    return Optional.of(
        description
            .path("KeySchema")
            .valueStream()
            .map(key -> key.path("AttributeName").asText())
            .toList());
  }

  private static String name(String tableNameOrArn) {
    return tableNameOrArn.substring(tableNameOrArn.lastIndexOf('/') + 1);
  }
}
