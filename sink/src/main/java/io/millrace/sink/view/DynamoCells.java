// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.aws.Luck;
import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.Verification.Drift;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The cells in DynamoDB, read consistently. */
public final class DynamoCells implements Cells {

  private static final String PARTITION_KEY = "pk";
  private static final String SORT_KEY = "sk";

  private final DynamoDbClient dynamo;
  private final String table;

  public DynamoCells(DynamoDbClient dynamo, String table) {
    this.dynamo = dynamo;
    this.table = table;
  }

  @Override
  public void visit(Grain grain, Instant start, Kind kind, Visitor visitor) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("pk = :pk AND begins_with(sk, :kind)")
            .expressionAttributeValues(
                Map.of(
                    ":pk", AttributeValue.fromS(Cell.partitionKey(grain, start)),
                    ":kind", AttributeValue.fromS(Cell.sortKeyPrefix(kind))))
            .consistentRead(true)
            .build();
    Luck.translating(
        "Query of " + table, () -> visit(dynamo.queryPaginator(request).items(), visitor));
  }

  @Override
  public void visitAll(Visitor visitor) {
    ScanRequest request = ScanRequest.builder().tableName(table).consistentRead(true).build();
    Luck.translating(
        "Scan of " + table, () -> visit(dynamo.scanPaginator(request).items(), visitor));
  }

  /**
   * Adds what a number lacks, or takes away what it has too much; what comes out is right whoever
   * else adds meanwhile. After an ambiguous failure it may be in twice: compare again.
   */
  public void add(Drift drift, Keeping keeping) {
    Cell cell = drift.cell();
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(
                Map.of(
                    PARTITION_KEY, AttributeValue.fromS(cell.partitionKey()),
                    SORT_KEY, AttributeValue.fromS(cell.sortKey(0))))
            .updateExpression("ADD #attribute :lack SET expireAt = :expireAt")
            .expressionAttributeNames(Map.of("#attribute", drift.attribute()))
            .expressionAttributeValues(
                Map.of(
                    ":lack", number(drift.expected() - drift.found()),
                    ":expireAt", number(cell.expiry(keeping).getEpochSecond())))
            .build();
    Luck.translating("UpdateItem of " + table, () -> dynamo.updateItem(request));
  }

  private static AttributeValue number(long n) {
    return AttributeValue.fromN(Long.toString(n));
  }

  private static boolean visit(Iterable<Map<String, AttributeValue>> items, Visitor visitor) {
    for (Map<String, AttributeValue> item : items) {
      String pk = text(item, PARTITION_KEY);
      Cell.parse(pk, text(item, SORT_KEY)).ifPresent(cell -> visitor.cell(cell, values(item)));
    }
    return true;
  }

  private static String text(Map<String, AttributeValue> item, String key) {
    AttributeValue value = item.get(key);
    if (value == null) {
      throw new IllegalStateException("Item without " + key + ": has " + item.keySet());
    }
    return value.s();
  }

  private static Map<String, Long> values(Map<String, AttributeValue> item) {
    Map<String, Long> values = new HashMap<>();
    item.forEach(
        (name, value) -> {
          if (isCounter(name)) {
            values.put(name, Long.valueOf(value.n()));
          }
        });
    return values;
  }

  private static boolean isCounter(String name) {
    return name.equals(Cell.TOTAL)
        || List.of(Cell.COUNTRY, Cell.STAGE).stream().anyMatch(name::startsWith);
  }
}
