// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Luck;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.Cell;
import io.millrace.sink.view.Tally;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItemsRequest;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * The ledger in one DynamoDB table, side by side with the cells because a transaction spans items.
 * Heads and marks expire when no redrive can come any more; a head that expired begins again at 0,
 * which no invocation lives long enough to mistake for the 0 it once read.
 *
 * <p>Source: DynamoDB API reference, TransactWriteItems. The client gives each call a token, so its
 * own repetitions of a call apply once.
 */
final class DynamoLedger implements Ledger, Floors {

  /** How many pieces a cell is stored in: shards beyond this number begin to share them. */
  static final int SPREADS = 4;

  private static final String PARTITION_KEY = "pk";
  private static final String SORT_KEY = "sk";
  private static final String REVISION = "revision";
  private static final String FLOOR = "floor";
  private static final String FIRST = "first";
  private static final String EXPIRE_AT = "expireAt";
  private static final String HEAD = "head";
  private static final String MARK = "mark";
  private static final int MARKS_PER_PAGE = 100;

  private static final Set<String> READ_AGAIN =
      Set.of("ConditionalCheckFailed", "TransactionConflict");
  private static final Set<String> LATER =
      Set.of("ThrottlingError", "ProvisionedThroughputExceeded");

  private final DynamoDbClient dynamo;
  private final String table;
  private final Keeping keeping;
  private final InstantSource clock;

  DynamoLedger(DynamoDbClient dynamo, String table, Keeping keeping, InstantSource clock) {
    this.dynamo = dynamo;
    this.table = table;
    this.keeping = keeping;
    this.clock = clock;
  }

  @Override
  public Head head(String shard) {
    Map<String, AttributeValue> item =
        Luck.translating(
                "GetItem of " + table,
                () ->
                    dynamo.getItem(
                        GetItemRequest.builder()
                            .tableName(table)
                            .key(headKey(shard))
                            .consistentRead(true)
                            .build()))
            .item();
    AttributeValue revision = item.get(REVISION);
    AttributeValue floor = item.get(FLOOR);
    return new Head(
        revision == null ? 0 : Long.parseLong(revision.n()),
        floor == null ? Sequences.NONE : floor.s());
  }

  /** Scans the table: a repair reads all of it anyhow. */
  @Override
  public Set<String> shards() {
    ScanRequest request =
        ScanRequest.builder()
            .tableName(table)
            .filterExpression("sk = :head")
            .expressionAttributeValues(Map.of(":head", text(HEAD)))
            .projectionExpression(PARTITION_KEY)
            .consistentRead(true)
            .build();
    return Luck.translating(
        "Scan of " + table,
        () -> {
          Set<String> shards = new TreeSet<>();
          for (Map<String, AttributeValue> item : dynamo.scanPaginator(request).items()) {
            shards.add(
                Objects.requireNonNull(item.get(PARTITION_KEY)).s().substring(HEAD.length() + 1));
          }
          return shards;
        });
  }

  @Override
  public Optional<String> lastMark(String shard) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("pk = :shard")
            .expressionAttributeValues(Map.of(":shard", text(MARK + "#" + shard)))
            .scanIndexForward(false)
            .consistentRead(true)
            .limit(1)
            .build();
    return Luck.translating("Query of " + table, () -> dynamo.query(request)).items().stream()
        .findFirst()
        .map(item -> mark(item).last());
  }

  @Override
  public void raise(String shard, String floor) {
    UpdateItemRequest request =
        UpdateItemRequest.builder()
            .tableName(table)
            .key(headKey(shard))
            .updateExpression("SET floor = :floor, expireAt = :expireAt ADD revision :one")
            .conditionExpression("attribute_not_exists(floor) OR floor < :floor")
            .expressionAttributeValues(
                Map.of(":floor", text(floor), ":expireAt", markExpiry(), ":one", number(1)))
            .build();
    Luck.translating(
        "UpdateItem of " + table,
        () -> {
          try {
            dynamo.updateItem(request);
            return true;
          } catch (ConditionalCheckFailedException e) {
            return false; // it is as high already
          }
        });
  }

  @Override
  public List<Mark> marks(String shard, Mark stretch) {
    QueryRequest request =
        QueryRequest.builder()
            .tableName(table)
            .keyConditionExpression("pk = :shard AND sk >= :first")
            .expressionAttributeValues(
                Map.of(
                    ":shard", text(MARK + "#" + shard),
                    ":first", text(stretch.first())))
            .consistentRead(true)
            .limit(MARKS_PER_PAGE)
            .build();
    return Luck.translating(
        "Query of " + table,
        () -> {
          List<Mark> marks = new ArrayList<>();
          for (Map<String, AttributeValue> item : dynamo.queryPaginator(request).items()) {
            Mark mark = mark(item);
            if (!mark.overlaps(stretch)) {
              // Marks do not overlap each other: this one lies behind the stretch, as do the rest.
              break;
            }
            marks.add(mark);
          }
          return marks;
        });
  }

  private static Mark mark(Map<String, AttributeValue> item) {
    AttributeValue first = item.get(FIRST);
    AttributeValue last = item.get(SORT_KEY);
    if (first == null || last == null) {
      throw new IllegalStateException("Mark without a beginning or an end: " + item);
    }
    return new Mark(first.s(), last.s());
  }

  @Override
  public boolean apply(String shard, long revision, Mark mark, Tally deltas) {
    List<TransactWriteItem> items = new ArrayList<>();
    items.add(head(shard, revision));
    items.add(mark(shard, mark));
    int spread = Math.floorMod(shard.hashCode(), SPREADS);
    deltas.nonZero().forEach((cell, values) -> items.add(counters(cell, spread, values)));
    TransactWriteItemsRequest request =
        TransactWriteItemsRequest.builder().transactItems(items).build();
    return Luck.translating("TransactWriteItems to " + table, () -> commit(request));
  }

  private boolean commit(TransactWriteItemsRequest request) {
    try {
      dynamo.transactWriteItems(request);
      return true;
    } catch (TransactionCanceledException e) {
      List<String> codes = e.cancellationReasons().stream().map(CancellationReason::code).toList();
      if (codes.stream().anyMatch(READ_AGAIN::contains)) {
        return false;
      }
      if (codes.stream().anyMatch(LATER::contains)) {
        throw new UnavailableException("TransactWriteItems to " + table, e);
      }
      throw e;
    }
  }

  private TransactWriteItem head(String shard, long revision) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":next", number(revision + 1));
    values.put(":expireAt", markExpiry());
    Update.Builder update =
        Update.builder()
            .tableName(table)
            .key(headKey(shard))
            .updateExpression("SET revision = :next, expireAt = :expireAt");
    if (revision == 0) {
      update.conditionExpression("attribute_not_exists(revision)");
    } else {
      update.conditionExpression("revision = :revision");
      values.put(":revision", number(revision));
    }
    return TransactWriteItem.builder()
        .update(update.expressionAttributeValues(values).build())
        .build();
  }

  private TransactWriteItem mark(String shard, Mark mark) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table)
                .item(
                    Map.of(
                        PARTITION_KEY, text(MARK + "#" + shard),
                        SORT_KEY, text(mark.last()),
                        FIRST, text(mark.first()),
                        EXPIRE_AT, markExpiry()))
                .build())
        .build();
  }

  private TransactWriteItem counters(Cell cell, int spread, Map<String, Long> deltas) {
    Map<String, String> names = new HashMap<>();
    Map<String, AttributeValue> values = new HashMap<>();
    StringJoiner add = new StringJoiner(",", "ADD ", " SET expireAt = :e");
    deltas.forEach(
        (attribute, n) -> {
          // Short placeholders: an expression holds 4 KB.
          String key = Integer.toString(names.size());
          names.put("#" + key, attribute);
          values.put(":" + key, number(n));
          add.add("#" + key + " :" + key);
        });
    values.put(":e", number(cell.expiry(keeping).getEpochSecond()));
    return TransactWriteItem.builder()
        .update(
            Update.builder()
                .tableName(table)
                .key(key(cell.partitionKey(), cell.sortKey(spread)))
                .updateExpression(add.toString())
                .expressionAttributeNames(names)
                .expressionAttributeValues(values)
                .build())
        .build();
  }

  private AttributeValue markExpiry() {
    return number(clock.instant().plus(keeping.markRetention()).getEpochSecond());
  }

  private static Map<String, AttributeValue> headKey(String shard) {
    return key(HEAD + "#" + shard, HEAD);
  }

  private static Map<String, AttributeValue> key(String partitionKey, String sortKey) {
    return Map.of(PARTITION_KEY, text(partitionKey), SORT_KEY, text(sortKey));
  }

  private static AttributeValue text(String text) {
    return AttributeValue.fromS(text);
  }

  private static AttributeValue number(long n) {
    return AttributeValue.fromN(Long.toString(n));
  }
}
