// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of hash keys, both ends included; keys are the MD5 of the partition key as an unsigned
 * 128-bit number.
 */
record HashRange(BigInteger start, BigInteger end) {
  private static final BigInteger SPACE = BigInteger.ONE.shiftLeft(128);

  boolean contains(BigInteger hashKey) {
    return hashKey.compareTo(start) >= 0 && hashKey.compareTo(end) <= 0;
  }

  /** Cuts the whole key space in equal parts; the last takes the remainder. */
  static List<HashRange> evenly(int parts) {
    BigInteger step = SPACE.divide(BigInteger.valueOf(parts));
    List<HashRange> ranges = new ArrayList<>(parts);
    for (int i = 0; i < parts; i++) {
      BigInteger start = step.multiply(BigInteger.valueOf(i));
      BigInteger next = i == parts - 1 ? SPACE : start.add(step);
      ranges.add(new HashRange(start, next.subtract(BigInteger.ONE)));
    }
    return ranges;
  }

  static BigInteger hash(String partitionKey) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(partitionKey.getBytes(StandardCharsets.UTF_8));
      return new BigInteger(1, digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  static BigInteger explicit(String explicitHashKey) {
    if (explicitHashKey.matches("0|[1-9]\\d{0,38}")) {
      BigInteger key = new BigInteger(explicitHashKey);
      if (key.compareTo(SPACE) < 0) {
        return key;
      }
    }
    throw KinesisException.invalidArgument(
        "Invalid ExplicitHashKey. ExplicitHashKey must be in the range: [0, 2^128-1]. Specified value was "
            + explicitHashKey);
  }
}
