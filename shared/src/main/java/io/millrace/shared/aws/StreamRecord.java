// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One record of a Kinesis stream.
 *
 * @param shardId such as {@code shardId-000000000000}
 * @param sequenceNumber ascending within the shard
 * @param first position that the first event of the data has in the record, from 0: more than that
 *     in a replay, which brings back single events under the positions they had
 * @param arrived when Kinesis took it, the same at every delivery
 * @param trace the tracing header that it carries; null when there is none
 */
public record StreamRecord(
    String shardId,
    String sequenceNumber,
    int first,
    Instant arrived,
    byte[] data,
    @Nullable String trace) {

  /** A record as it stands in its stream. */
  public StreamRecord(String shardId, String sequenceNumber, Instant arrived, byte[] data) {
    this(shardId, sequenceNumber, 0, arrived, data, null);
  }
}
