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
 * @param retention how long a record can be read
 * @param onDemandShards shards of a new on-demand stream
 * @param shards shards of a stream
 */
record KinesisLimits(
    int recordBytes,
    int putRecords,
    int putBytes,
    int getRecords,
    int getBytes,
    Duration iteratorAge,
    Duration retention,
    int onDemandShards,
    int shards) {

  static final KinesisLimits AWS =
      new KinesisLimits(
          1 << 20,
          500,
          10 << 20,
          10_000,
          10_000_000,
          Duration.ofMinutes(5),
          Duration.ofHours(24),
          4,
          1_000);
}
