// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.meter;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Sizes of items and the capacity units of DynamoDB. [DynamoDB Developer Guide, Item sizes and
 * formats; Read and write operations]
 *
 * <p>The size of an item that is updated, deleted or replaced is not in the request: an update
 * counts what it is given, a delete the key. So write units are what the request is sure to cost. A
 * filter's discarded items and index writes are not counted.
 */
final class ItemSizes {
  private static final int WRITE_UNIT = 1024;
  private static final int READ_UNIT = 4096;

  private ItemSizes() {}

  /** 0 for what is no write. */
  static double writeUnits(String operation, JsonNode request) {
    return switch (operation) {
      case "PutItem" -> write(item(request.path("Item")));
      case "UpdateItem" -> write(update(request));
      case "DeleteItem" -> write(item(request.path("Key")));
      case "BatchWriteItem" ->
          request
              .path("RequestItems")
              .valueStream()
              .flatMap(JsonNode::valueStream)
              .mapToDouble(
                  one ->
                      write(
                          item(one.path("PutRequest").path("Item"))
                              + item(one.path("DeleteRequest").path("Key"))))
              .sum();
      case "TransactWriteItems" ->
          2
              * request
                  .path("TransactItems")
                  .valueStream()
                  .mapToDouble(
                      one ->
                          write(
                              item(one.path("Put").path("Item"))
                                  + update(one.path("Update"))
                                  + item(one.path("Delete").path("Key"))
                                  + item(one.path("ConditionCheck").path("Key"))))
                  .sum();
      default -> 0;
    };
  }

  static double readUnits(String operation, JsonNode request, JsonNode answer) {
    double factor = request.path("ConsistentRead").asBoolean() ? 1 : 0.5;
    return switch (operation) {
      case "GetItem" -> factor * read(item(answer.path("Item")));
      case "Query", "Scan" ->
          factor * read(answer.path("Items").valueStream().mapToLong(ItemSizes::item).sum());
      case "TransactGetItems" ->
          2
              * answer
                  .path("Responses")
                  .valueStream()
                  .mapToDouble(one -> read(item(one.path("Item"))))
                  .sum();
      case "BatchGetItem" ->
          answer
              .path("Responses")
              .propertyStream()
              .mapToDouble(
                  table ->
                      (request
                                  .path("RequestItems")
                                  .path(table.getKey())
                                  .path("ConsistentRead")
                                  .asBoolean()
                              ? 1
                              : 0.5)
                          * table
                              .getValue()
                              .valueStream()
                              .mapToDouble(one -> read(item(one)))
                              .sum())
              .sum();
      default -> 0;
    };
  }

  private static double write(long bytes) {
    return Math.max(1, (bytes + WRITE_UNIT - 1) / WRITE_UNIT);
  }

  private static double read(long bytes) {
    return Math.max(1, (bytes + READ_UNIT - 1) / READ_UNIT);
  }

  private static long update(JsonNode update) {
    return item(update.path("Key")) + item(update.path("ExpressionAttributeValues"));
  }

  /** Names and values; 0 for none. */
  static long item(JsonNode attributes) {
    long bytes = 0;
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      bytes += utf8(attribute.getKey()) + value(attribute.getValue());
    }
    return bytes;
  }

  private static long value(JsonNode typed) {
    Iterator<Map.Entry<String, JsonNode>> members = typed.properties().iterator();
    Map.Entry<String, JsonNode> only =
        members.hasNext() ? members.next() : Map.entry("NULL", typed);
    JsonNode value = only.getValue();
    return switch (only.getKey()) {
      case "S" -> utf8(value.asText());
      case "N" -> number(value.asText());
      case "B" -> binary(value.asText());
      case "SS" -> sum(value.valueStream().map(JsonNode::asText), "S");
      case "NS" -> sum(value.valueStream().map(JsonNode::asText), "N");
      case "BS" -> sum(value.valueStream().map(JsonNode::asText), "B");
      case "L" -> 3 + value.size() + value.valueStream().mapToLong(ItemSizes::value).sum();
      case "M" -> 3 + value.size() + item(value);
      default -> 1; // BOOL, NULL
    };
  }

  private static long sum(Stream<String> values, String type) {
    return values
        .mapToLong(
            value ->
                switch (type) {
                  case "N" -> number(value);
                  case "B" -> binary(value);
                  default -> utf8(value);
                })
        .sum();
  }

  /** About a byte for two digits, and one. */
  private static long number(String text) {
    try {
      return (new BigDecimal(text).stripTrailingZeros().precision() + 1) / 2 + 1;
    } catch (NumberFormatException e) {
      return utf8(text); // the engine refused it
    }
  }

  private static long binary(String base64) {
    long padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    return base64.length() / 4L * 3 - padding;
  }

  private static long utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
