// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** Finds a record's changes on the change stream of its table, which keeps them for a day. */
final class ChangeSearch {

  /**
   * The service doesn't say how far behind a reader is; so many empty pages in a row are the tip.
   */
  private static final int EMPTY_PAGES = 3;

  /**
   * A change.
   *
   * @param at when, as the stream has it: to the second on AWS, to the minute locally
   */
  record Found(String sequenceNumber, Instant at, String what) {}

  private final DynamoDbClient dynamo;
  private final DynamoDbStreamsClient streams;
  private final String table;

  ChangeSearch(DynamoDbClient dynamo, DynamoDbStreamsClient streams, String table) {
    this.dynamo = dynamo;
    this.streams = streams;
    this.table = table;
  }

  /** In the order of the shards, and in each of the changes. */
  List<Found> find(String recordId) {
    String arn = dynamo.describeTable(r -> r.tableName(table)).table().latestStreamArn();
    List<Found> found = new ArrayList<>();
    for (Shard shard : shards(arn)) {
      String iterator =
          streams
              .getShardIterator(
                  r ->
                      r.streamArn(arn)
                          .shardId(shard.shardId())
                          .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
              .shardIterator();
      int empty = 0;
      while (iterator != null && empty < EMPTY_PAGES) {
        String from = iterator;
        GetRecordsResponse page = streams.getRecords(r -> r.shardIterator(from));
        empty = page.records().isEmpty() ? empty + 1 : 0;
        page.records().stream()
            .filter(record -> recordId.equals(text(record.dynamodb().keys(), Part.ID)))
            .forEach(record -> found.add(found(record)));
        iterator = page.nextShardIterator();
      }
    }
    return found;
  }

  private List<Shard> shards(String arn) {
    List<Shard> shards = new ArrayList<>();
    String last = null;
    do {
      String from = last;
      var page =
          streams
              .describeStream(r -> r.streamArn(arn).exclusiveStartShardId(from))
              .streamDescription();
      shards.addAll(page.shards());
      last = page.lastEvaluatedShardId();
    } while (last != null);
    return shards;
  }

  private static Found found(Record record) {
    var change = record.dynamodb();
    String before = text(change.oldImage(), Part.STATUS);
    String after = text(change.newImage(), Part.STATUS);
    return new Found(
        change.sequenceNumber(),
        change.approximateCreationDateTime(),
        record.eventNameAsString()
            + " part "
            + text(change.keys(), Part.PART)
            + ": "
            + (before.isEmpty() ? after : after.isEmpty() ? before : before + " to " + after));
  }

  private static String text(Map<String, AttributeValue> image, String name) {
    AttributeValue value = image.get(name);
    return value == null ? "" : value.s();
  }
}
