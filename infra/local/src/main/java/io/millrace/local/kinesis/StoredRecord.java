// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.nio.charset.StandardCharsets;

/**
 * One record of a shard.
 *
 * @param position its place in the shard, counted from 0 over the shard's whole life
 * @param arrivedAtMillis since the epoch, never less than that of the record before
 * @param data not copied: nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredRecord(long position, long arrivedAtMillis, String partitionKey, byte[] data) {

  /** What the limits count: the data and the partition key. */
  static int size(String partitionKey, byte[] data) {
    return data.length + partitionKey.getBytes(StandardCharsets.UTF_8).length;
  }
}
