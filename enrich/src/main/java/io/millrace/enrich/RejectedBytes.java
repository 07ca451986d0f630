// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.port.Blobs;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where the bytes of wrong events are kept: the rejects bucket, by the reject's id and content. */
final class RejectedBytes {

  private static final int HASH_BYTES = 8;

  private final Blobs blobs;
  private final String bucket;

  RejectedBytes(Blobs blobs, String bucket) {
    this.blobs = blobs;
    this.bucket = bucket;
  }

  /**
   * Keeps the bytes and returns their key; the same bytes under the same key when repeated. Two
   * wrong events may share an id, of which the first reject stays: the bytes of the second must not
   * take the place of its own.
   */
  String keep(String id, byte[] bytes) {
    String key = EnrichStage.NAME + "/" + id + "-" + hash(bytes);
    blobs.put(bucket, key, "application/octet-stream", bytes);
    return key;
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
