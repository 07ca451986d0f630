// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.event.Json;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.record.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/**
 * Accepted parts as gzip NDJSON, one line a part with its fields as they stand in the item, under
 * the hour of the event. Key and bytes are functions of the batch, so a retry overwrites; a batch
 * that is cut otherwise the next time leaves a line twice, and readers keep one per (id, part).
 */
final class Archive {

  static final String CONTENT_TYPE = "application/gzip";

  private static final DateTimeFormatter FOLDER =
      DateTimeFormatter.ofPattern("'dt='uuuu-MM-dd'/hour='HH", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final int HASH_BYTES = 8;

  private final Blobs blobs;
  private final String bucket;

  Archive(Blobs blobs, String bucket) {
    this.blobs = blobs;
    this.bucket = bucket;
  }

  /**
   * Writes one object for each hour.
   *
   * @param first sequence number of the batch
   * @param last sequence number of the batch
   */
  void write(String first, String last, List<Part> parts) {
    parts.stream()
        .collect(
            Collectors.groupingBy(
                part -> FOLDER.format(part.time()), TreeMap::new, Collectors.toList()))
        .forEach((folder, hour) -> writeHour(folder, first + "-" + last, hour));
  }

  private void writeHour(String folder, String batch, List<Part> parts) {
    byte[] lines =
        parts.stream()
            .map(part -> Json.write(part.fields()) + "\n")
            .collect(Collectors.joining())
            .getBytes(StandardCharsets.UTF_8);
    // Sequence numbers are a shard's own: two shards may meet in both, but then not in what they
    // say.
    String key = folder + "/" + batch + "-" + hash(lines) + ".ndjson.gz";
    blobs.put(bucket, key, CONTENT_TYPE, gzip(lines));
  }

  private static String hash(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** Java's header holds no time and no name, so equal input gives equal bytes. */
  private static byte[] gzip(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to be written", e);
    }
    return out.toByteArray();
  }
}
