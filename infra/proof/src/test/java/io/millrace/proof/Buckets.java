// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.InMemoryBlobs;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Buckets whose objects know when they were last written, to the second as S3 tells it. */
final class Buckets implements Blobs {

  /** An object as it stands; its bytes are not copied. */
  @SuppressWarnings("ArrayRecordComponent")
  record Stored(byte[] body, String etag, Instant modified) {}

  private final VirtualClock clock;
  private final Map<String, Stored> objects = new TreeMap<>();

  Buckets(VirtualClock clock) {
    this.clock = clock;
  }

  @Override
  public Optional<Blob> open(String bucket, String key, String etag, long from) {
    return Optional.ofNullable(get(bucket, key))
        .filter(stored -> stored.etag.equals(etag))
        .map(
            stored ->
                new Blob(
                    etag,
                    stored.body.length,
                    stored.modified,
                    new ByteArrayInputStream(stored.body, (int) from, stored.body.length)));
  }

  @Override
  public void put(String bucket, String key, String contentType, byte[] body) {
    store(bucket, key, body);
  }

  Stored store(String bucket, String key, byte[] body) {
    Instant modified = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Stored stored = new Stored(body.clone(), InMemoryBlobs.etag(body), modified);
    objects.put(bucket + "/" + key, stored);
    return stored;
  }

  @Nullable Stored get(String bucket, String key) {
    return objects.get(bucket + "/" + key);
  }

  /** The objects of a bucket, by key. */
  Map<String, Stored> in(String bucket) {
    Map<String, Stored> found = new TreeMap<>();
    objects.forEach(
        (name, stored) -> {
          if (name.startsWith(bucket + "/")) {
            found.put(name.substring(bucket.length() + 1), stored);
          }
        });
    return found;
  }
}
