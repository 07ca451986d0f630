// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.GetRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.kinesis.model.InvalidArgumentException;
import software.amazon.awssdk.services.kinesis.model.ListShardsRequest;
import software.amazon.awssdk.services.kinesis.model.ListShardsResponse;
import software.amazon.awssdk.services.kinesis.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.kinesis.model.ShardIteratorType;

/** A Kinesis stream, read by its shared throughput. */
final class KinesisShardReader implements ShardReader {
  /** Once a second and shard. [with-kinesis] */
  static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

  /** Of the 10,000 that one call may bring: a bound for records of 25 KB in memory. */
  private static final int READ_LIMIT = 2_000;

  private final KinesisClient kinesis;
  private final MappingIdentity mapping;
  private final String stream;

  KinesisShardReader(KinesisClient kinesis, MappingIdentity mapping) {
    this.kinesis = kinesis;
    this.mapping = mapping;
    this.stream = mapping.sourceArn().substring(mapping.sourceArn().indexOf('/') + 1);
  }

  @Override
  public List<Shard> shards() throws SourceException {
    List<Shard> shards = new ArrayList<>();
    ListShardsRequest request = ListShardsRequest.builder().streamName(stream).build();
    try {
      ListShardsResponse response = kinesis.listShards(request);
      while (true) {
        for (var shard : response.shards()) {
          Set<String> parents = new HashSet<>();
          Optional.ofNullable(shard.parentShardId()).ifPresent(parents::add);
          Optional.ofNullable(shard.adjacentParentShardId()).ifPresent(parents::add);
          shards.add(new Shard(shard.shardId(), parents));
        }
        if (response.nextToken() == null) {
          return shards;
        }
        response =
            kinesis.listShards(ListShardsRequest.builder().nextToken(response.nextToken()).build());
      }
    } catch (SdkException e) {
      throw new SourceException("cannot list the shards of stream " + stream, e);
    }
  }

  @Override
  public Cursor open(String shardId, Optional<String> after, StartingPosition otherwise)
      throws SourceException {
    GetShardIteratorRequest.Builder request =
        GetShardIteratorRequest.builder().streamName(stream).shardId(shardId);
    try {
      return new KinesisCursor(shardId, iterator(request, after, otherwise));
    } catch (SdkException e) {
      throw new SourceException("cannot open " + shardId + " of stream " + stream, e);
    }
  }

  private String iterator(
      GetShardIteratorRequest.Builder request, Optional<String> after, StartingPosition otherwise) {
    if (after.isPresent()) {
      try {
        request
            .shardIteratorType(ShardIteratorType.AFTER_SEQUENCE_NUMBER)
            .startingSequenceNumber(after.get());
        return kinesis.getShardIterator(request.build()).shardIterator();
      } catch (InvalidArgumentException e) {
        // Not a number of this stream any more: a new stream of the old name. Its oldest record is
        // next.
        request.startingSequenceNumber(null).shardIteratorType(ShardIteratorType.TRIM_HORIZON);
        return kinesis.getShardIterator(request.build()).shardIterator();
      }
    }
    switch (otherwise) {
      case StartingPosition.TrimHorizon() ->
          request.shardIteratorType(ShardIteratorType.TRIM_HORIZON);
      case StartingPosition.Latest() -> request.shardIteratorType(ShardIteratorType.LATEST);
      case StartingPosition.AtTimestamp(var timestamp) ->
          request.shardIteratorType(ShardIteratorType.AT_TIMESTAMP).timestamp(timestamp);
    }
    return kinesis.getShardIterator(request.build()).shardIterator();
  }

  private final class KinesisCursor implements Cursor {
    private final String shardId;
    private String iterator;

    private KinesisCursor(String shardId, String iterator) {
      this.shardId = shardId;
      this.iterator = iterator;
    }

    @Override
    public Page read() throws SourceException {
      GetRecordsResponse response;
      try {
        response = kinesis.getRecords(request -> request.shardIterator(iterator).limit(READ_LIMIT));
      } catch (ProvisionedThroughputExceededException e) {
        return new Page(
            List.of(), false, false, false); // Read too often: the iterator is still good.
      } catch (SdkException e) {
        throw new SourceException("cannot read " + shardId + " of stream " + stream, e);
      }
      List<StreamRecord> records = new ArrayList<>(response.records().size());
      for (var record : response.records()) {
        records.add(KinesisEvents.record(mapping, shardId, record));
      }
      String next = response.nextShardIterator();
      if (next == null) {
        return new Page(records, true, false, true);
      }
      iterator = next;
      Long behind = response.millisBehindLatest();
      boolean tip = behind == null ? records.isEmpty() : behind == 0;
      return new Page(records, tip, !tip, false);
    }
  }
}
