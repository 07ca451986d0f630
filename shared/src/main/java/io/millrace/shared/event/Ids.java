// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids that are a function of the source, so that the same input meets the same item: the first 128
 * bits of a SHA-256, as 32 hex digits. Two of a billion ids meet by chance once in 10^20.
 */
public final class Ids {

  private static final int BYTES = 16;
  private static final byte SEPARATOR = 0;

  /** To find one takes as long as to hash an id with it; after a digest it is as new. */
  private static final ThreadLocal<MessageDigest> DIGEST = ThreadLocal.withInitial(Ids::sha256);

  private Ids() {}

  /** The record of a producer's event. */
  public static String record(String source, String id) {
    return hash(source, id);
  }

  /** One line of an uploaded object, counted from 1. */
  public static String line(String bucket, String key, String etag, long line) {
    return hash(bucket, key, etag, Long.toString(line));
  }

  /** An uploaded object as a whole, such as a photo. */
  public static String object(String bucket, String key, String etag) {
    return hash(bucket, key, etag);
  }

  /** One event of a stream record, counted from 0, that has no readable id of its own. */
  public static String streamPosition(String shardId, String sequenceNumber, int index) {
    return hash(shardId, sequenceNumber, Integer.toString(index));
  }

  /** What was asked for, to tell it from anything else that was asked for under the same key. */
  public static String fingerprint(String... parts) {
    return hash(parts);
  }

  private static String hash(String... parts) {
    MessageDigest digest = DIGEST.get();
    for (int i = 0; i < parts.length; i++) {
      if (i > 0) {
        digest.update(SEPARATOR);
      }
      digest.update(parts[i].getBytes(StandardCharsets.UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
