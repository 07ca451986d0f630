// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamDescription;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The stream of a DynamoDB table. */
final class DynamoShardReader implements ShardReader {
  /** The true time of a write, when somebody noted it. */
  interface WriteTimes {
    OptionalLong writtenAtMillis(String tableName, Map<String, JsonNode> keys);
  }

  /** Four times a second and shard. [with-ddb] */
  static final Duration POLL_INTERVAL = Duration.ofMillis(250);

  private final DynamoDbStreamsClient streams;
  private final RecordsCall getRecords;
  private final DynamoEvents events;
  private final InstantSource clock;
  private final String arn;

  DynamoShardReader(
      DynamoDbStreamsClient streams,
      RecordsCall getRecords,
      MappingIdentity mapping,
      WriteTimes writeTimes,
      InstantSource clock) {
    this.streams = streams;
    this.getRecords = getRecords;
    this.clock = clock;
    this.arn = mapping.sourceArn();
    this.events = new DynamoEvents(mapping, writeTimes, arn.split("/", -1)[1]);
  }

  @Override
  public List<Shard> shards() throws SourceException {
    List<Shard> shards = new ArrayList<>();
    DescribeStreamRequest.Builder request = DescribeStreamRequest.builder().streamArn(arn);
    try {
      while (true) {
        StreamDescription page = streams.describeStream(request.build()).streamDescription();
        for (var shard : page.shards()) {
          String parent = shard.parentShardId();
          shards.add(new Shard(shard.shardId(), parent == null ? Set.of() : Set.of(parent)));
        }
        if (page.lastEvaluatedShardId() == null) {
          return shards;
        }
        request.exclusiveStartShardId(page.lastEvaluatedShardId());
      }
    } catch (SdkException e) {
      throw new SourceException("cannot list the shards of " + arn, e);
    }
  }

  @Override
  public Cursor open(String shardId, Optional<String> after, StartingPosition otherwise)
      throws SourceException {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamArn(arn).shardId(shardId);
    try {
      return new DynamoCursor(shardId, iterator(request, after, otherwise));
    } catch (SdkException e) {
      throw new SourceException("cannot open " + shardId + " of " + arn, e);
    }
  }

  private String iterator(
      GetShardIteratorRequest.Builder request, Optional<String> after, StartingPosition otherwise) {
    if (after.isPresent()) {
      try {
        request
            .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
            .sequenceNumber(after.get());
        return streams.getShardIterator(request.build()).shardIterator();
      } catch (TrimmedDataAccessException e) {
        request.sequenceNumber(null).shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        return streams.getShardIterator(request.build()).shardIterator();
      }
    }
    boolean latest = otherwise instanceof StartingPosition.Latest;
    request.shardIteratorType(latest ? ShardIteratorType.LATEST : ShardIteratorType.TRIM_HORIZON);
    return streams.getShardIterator(request.build()).shardIterator();
  }

  private final class DynamoCursor implements Cursor {
    private final String shardId;
    private String iterator;

    private DynamoCursor(String shardId, String iterator) {
      this.shardId = shardId;
      this.iterator = iterator;
    }

    @Override
    public Page read() throws SourceException {
      DynamoEvents.Answer answer;
      try {
        answer = events.read(getRecords.page(iterator));
      } catch (IOException e) {
        throw new SourceException("cannot read " + shardId + " of " + arn, e);
      }
      List<StreamRecord> records = answer.records();
      if (answer.next().isEmpty()) {
        return new Page(records, true, false, true);
      }
      iterator = answer.next().get();
      // The service doesn't say how far behind a reader is: an empty page is the tip, and a page of
      // records that nobody would have found before this poll is close to it.
      boolean old =
          !records.isEmpty()
              && records.getLast().arrivedAtMillis() < clock.millis() - POLL_INTERVAL.toMillis();
      return new Page(records, records.isEmpty(), old, false);
    }
  }
}
