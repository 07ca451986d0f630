// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.time.Duration;

/**
 * What Kinesis bounds, as the service quotas and the API reference have it.
 *
 * @param recordBytes data and partition key of one record
 * @param putRecords records of one PutRecords
 * @param putBytes data and partition keys of one PutRecords
 * @param getRecords records of one GetRecords
 * @param getBytes data of one GetRecords
 * @param iteratorAge how long a shard iterator is good for
 * @param onDemandShards shards of a new on-demand stream
 * @param shards shards of a stream
 * @param accountShards open shards of all provisioned streams together
 * @param onDemandStreams streams in that mode
 * @param tags of a stream
 * @param shardRecordsIn records that a shard takes in a second
 * @param shardBytesIn data and partition keys that a shard takes in a second
 * @param shardReads GetRecords of a shard in a second
 * @param shardBytesOut data that a shard gives in a second
 */
record KinesisLimits(
    int recordBytes,
    int putRecords,
    int putBytes,
    int getRecords,
    int getBytes,
    Duration iteratorAge,
    int onDemandShards,
    int shards,
    int accountShards,
    int onDemandStreams,
    int tags,
    int shardRecordsIn,
    int shardBytesIn,
    int shardReads,
    int shardBytesOut) {

  static final KinesisLimits AWS =
      new KinesisLimits(
          1 << 20,
          500,
          10 << 20,
          10_000,
          10_000_000,
          Duration.ofMinutes(5),
          4,
          1_000,
          20_000,
          50,
          50,
          1_000,
          1 << 20,
          5,
          2 << 20);

  /** The same for callers that do everything in one moment. */
  KinesisLimits withoutThroughput() {
    return new KinesisLimits(
        recordBytes,
        putRecords,
        putBytes,
        getRecords,
        getBytes,
        iteratorAge,
        onDemandShards,
        shards,
        accountShards,
        onDemandStreams,
        tags,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE,
        Integer.MAX_VALUE);
  }
}
