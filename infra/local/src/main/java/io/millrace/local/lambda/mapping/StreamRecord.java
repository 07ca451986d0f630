// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/**
 * One record of a shard.
 *
 * @param lane what decides the lane: the partition key, or the item's key; records of one never
 *     overtake each other
 * @param arrivedAtMillis when it arrived in the stream, epoch milliseconds
 * @param json the record as it stands in an event, one JSON object
 */
public record StreamRecord(String sequenceNumber, String lane, long arrivedAtMillis, String json) {}
