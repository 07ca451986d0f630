// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import io.millrace.shared.aws.BatchWriteBody.Body;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/**
 * The records table on DynamoDB. Accepted parts go by BatchWriteItem, 25 a call and a few calls at
 * a time, what it leaves unprocessed again; rejects one by one, because only PutItem takes a
 * condition. Source: DynamoDB API reference, BatchWriteItem.
 */
public final class DynamoRecordStore implements RecordStore {

  private static final int MAX_WRITES = 25;

  /** Enough to hide the way to the table; more would only be throttled sooner. */
  private static final int CALLS_AT_ONCE = 4;

  private final DynamoDbClient dynamo;
  private final String table;
  private final Backoff backoff;

  /** Buffers between calls: as many as ever were under way at once. */
  private final Queue<Body> spares = new ConcurrentLinkedQueue<>();

  public DynamoRecordStore(DynamoDbClient dynamo, String table, Backoff backoff) {
    this.dynamo = dynamo;
    this.table = table;
    this.backoff = backoff;
  }

  @Override
  public void accept(Collection<? extends Part> parts) {
    // BatchWriteItem refuses a call that names a key twice.
    Map<Key, Part> byKey = LinkedHashMap.newLinkedHashMap(parts.size());
    for (Part part : parts) {
      byKey.putIfAbsent(Key.of(part), part);
    }
    List<Part> writes = List.copyOf(byKey.values());
    List<List<Part>> calls = new ArrayList<>();
    for (int from = 0; from < writes.size(); from += MAX_WRITES) {
      calls.add(writes.subList(from, Math.min(from + MAX_WRITES, writes.size())));
    }
    SideBySide.each(
        CALLS_AT_ONCE,
        calls,
        call -> backoff.untilNoneLeft("BatchWriteItem to " + table, call, this::writeOnce));
  }

  private List<Part> writeOnce(List<Part> parts) {
    Body spare = spares.poll();
    Body body = spare == null ? new Body() : spare;
    List<WriteRequest> unprocessed =
        Luck.translating(
                "BatchWriteItem to " + table,
                () -> dynamo.batchWriteItem(BatchWriteBody.request(table, parts, body)))
            .unprocessedItems()
            .getOrDefault(table, List.of());
    // After a failure somebody may still read it: then it is nobody's any more.
    spares.add(body);
    if (unprocessed.isEmpty()) {
      return List.of();
    }
    Set<Key> left = new HashSet<>();
    unprocessed.forEach(write -> left.add(Key.of(write.putRequest().item())));
    List<Part> again = parts.stream().filter(part -> left.contains(Key.of(part))).toList();
    // What the answer names otherwise than we do is among them all the same.
    return again.size() == unprocessed.size() ? again : parts;
  }

  private record Key(String id, String part) {

    static Key of(Part part) {
      return new Key(part.id(), part.part());
    }

    static Key of(Map<String, AttributeValue> item) {
      return new Key(text(item, Part.ID), text(item, Part.PART));
    }

    private static String text(Map<String, AttributeValue> item, String name) {
      AttributeValue value = item.get(name);
      return value == null || value.s() == null ? "" : value.s();
    }
  }

  @Override
  public void reject(Collection<RejectPart> parts) {
    for (RejectPart part : parts) {
      Luck.translating("PutItem to " + table, () -> putWhereNothingStands(part));
    }
  }

  private boolean putWhereNothingStands(RejectPart part) {
    try {
      dynamo.putItem(
          PutItemRequest.builder()
              .tableName(table)
              .item(PartItems.item(part))
              .conditionExpression("attribute_not_exists(#id)")
              .expressionAttributeNames(Map.of("#id", Part.ID))
              .build());
      return true;
    } catch (ConditionalCheckFailedException e) {
      return false;
    }
  }

  @Override
  public List<Part> parts(String id) {
    List<Part> parts = new ArrayList<>();
    Luck.translating(
            "Query of " + table,
            () ->
                dynamo.query(
                    QueryRequest.builder()
                        .tableName(table)
                        .keyConditionExpression("#id = :id")
                        .expressionAttributeNames(Map.of("#id", Part.ID))
                        .expressionAttributeValues(Map.of(":id", AttributeValue.fromS(id)))
                        .consistentRead(true)
                        .build()))
        .items()
        .forEach(item -> parts.add(PartItems.part(item)));
    return parts;
  }
}
