// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.time.Instant;

/**
 * One record of a Kinesis stream.
 *
 * @param shardId such as {@code shardId-000000000000}
 * @param sequenceNumber ascending within the shard
 * @param arrived when Kinesis took it, the same at every delivery
 */
public record StreamRecord(String shardId, String sequenceNumber, Instant arrived, byte[] data) {}
