// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.math.BigInteger;

/**
 * The sequence numbers of one shard: 56 digits, strictly increasing, different in every shard and
 * in every stream that ever had the name (49, the stream's creation in seconds, the shard's index,
 * the record's position).
 */
record SequenceNumbers(String prefix) {
  private static final int POSITION_DIGITS = 36;

  static SequenceNumbers of(long createdAtMillis, int shardIndex) {
    return new SequenceNumbers(String.format("49%012d%06d", createdAtMillis / 1000, shardIndex));
  }

  String at(long position) {
    String digits = Long.toString(position + 1);
    return prefix + "0".repeat(POSITION_DIGITS - digits.length()) + digits;
  }

  /** The lowest number of the shard, before its first record. */
  String starting() {
    return at(-1);
  }

  /** The position of a number this shard gave out, or will; another shard's number is refused. */
  long position(String sequenceNumber) {
    if (!sequenceNumber.matches("\\d{56}") || !sequenceNumber.startsWith(prefix)) {
      throw KinesisException.invalidArgument(
          "StartingSequenceNumber "
              + sequenceNumber
              + " used in GetShardIterator is invalid for this shard.");
    }
    BigInteger number = new BigInteger(sequenceNumber.substring(prefix.length()));
    return number.min(BigInteger.valueOf(Long.MAX_VALUE - 1)).longValueExact() - 1;
  }
}
