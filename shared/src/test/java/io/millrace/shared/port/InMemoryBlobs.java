// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Buckets as a sorted map from "bucket/key" to the bytes; the ETag is the MD5, as in S3. */
public final class InMemoryBlobs implements Blobs {

  /** When every object was last modified. */
  public static final Instant MODIFIED = Instant.parse("2026-11-20T10:15:30Z");

  public final Fault fault = new Fault();
  private final Map<String, byte[]> objects = new TreeMap<>();

  @Override
  public Optional<Blob> open(String bucket, String key, String etag, long from) {
    return fault
        .calling("open", () -> Optional.ofNullable(objects.get(bucket + "/" + key)))
        .filter(body -> etag(body).equals(etag))
        .map(body -> new Blob(etag, body.length, MODIFIED, from(body, from)));
  }

  @Override
  public void put(String bucket, String key, String contentType, byte[] body) {
    fault.around("put", () -> objects.put(bucket + "/" + key, body.clone()));
  }

  private static ByteArrayInputStream from(byte[] body, long from) {
    int at = Math.toIntExact(from);
    return new ByteArrayInputStream(body, at, body.length - at);
  }

  /** Every object by "bucket/key". */
  public Map<String, byte[]> objects() {
    return new TreeMap<>(objects);
  }

  public static String etag(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(body));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
