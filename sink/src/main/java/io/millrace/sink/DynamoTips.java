// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Luck;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * The tips of a table's stream. The service does not tell how far an open shard reaches, so what
 * lies behind the last mark is read. Source: DynamoDB API reference, GetRecords.
 */
final class DynamoTips implements Tips {

  /** A page may be empty before the tip; so many in a row are not. */
  private static final int EMPTY_PAGES = 5;

  private final DynamoDbClient dynamo;
  private final DynamoDbStreamsClient streams;
  private final String table;
  private final Floors floors;

  DynamoTips(DynamoDbClient dynamo, DynamoDbStreamsClient streams, String table, Floors floors) {
    this.dynamo = dynamo;
    this.streams = streams;
    this.table = table;
    this.floors = floors;
  }

  @Override
  public Map<String, String> read() {
    return Luck.translating(
        "Reading the stream of " + table,
        () -> {
          String stream =
              dynamo
                  .describeTable(DescribeTableRequest.builder().tableName(table).build())
                  .table()
                  .latestStreamArn();
          Map<String, String> tips = new TreeMap<>();
          for (Shard shard : shards(stream)) {
            boolean ended = shard.sequenceNumberRange().endingSequenceNumber() != null;
            tips.put(shard.shardId(), ended ? Sequences.HIGHEST : tip(stream, shard.shardId()));
          }
          return tips;
        });
  }

  private List<Shard> shards(String stream) {
    List<Shard> shards = new ArrayList<>();
    String last = null;
    do {
      StreamDescription page =
          streams
              .describeStream(
                  DescribeStreamRequest.builder()
                      .streamArn(stream)
                      .exclusiveStartShardId(last)
                      .build())
              .streamDescription();
      shards.addAll(page.shards());
      last = page.lastEvaluatedShardId();
    } while (last != null);
    return shards;
  }

  private String tip(String stream, String shard) {
    String tip = floors.lastMark(shard).orElse(Sequences.NONE);
    String iterator = behind(stream, shard, tip);
    int empty = 0;
    while (iterator != null && empty < EMPTY_PAGES) {
      GetRecordsResponse page =
          streams.getRecords(GetRecordsRequest.builder().shardIterator(iterator).build());
      empty = page.records().isEmpty() ? empty + 1 : 0;
      for (Record record : page.records()) {
        tip = Sequences.padded(record.dynamodb().sequenceNumber());
      }
      iterator = page.nextShardIterator();
    }
    // Null where the shard ended while it was read.
    return iterator == null ? Sequences.HIGHEST : tip;
  }

  private String behind(String stream, String shard, String mark) {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamArn(stream).shardId(shard);
    if (!mark.equals(Sequences.NONE)) {
      try {
        return streams
            .getShardIterator(
                request
                    .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
                    .sequenceNumber(Sequences.bare(mark))
                    .build())
            .shardIterator();
      } catch (TrimmedDataAccessException e) {
        // The mark is older than what the stream still holds: all of that lies behind it.
        request.sequenceNumber(null);
      }
    }
    return streams
        .getShardIterator(request.shardIteratorType(ShardIteratorType.TRIM_HORIZON).build())
        .shardIterator();
  }
}
