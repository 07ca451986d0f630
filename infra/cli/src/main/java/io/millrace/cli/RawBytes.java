// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The original bytes of rejects: an object of the rejects bucket, or a line of one that gathers
 * many ({@code key#line}, see ingest's package).
 */
final class RawBytes {

  private static final int MAX_CACHED = 20;

  private final S3Client s3;
  private final String bucket;
  private final Map<String, Map<String, byte[]>> gathered = new HashMap<>();

  RawBytes(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /**
   * Reads them.
   *
   * @param raw as the reject's item says
   * @return empty when they are gone: the bucket forgets after 14 days
   */
  Optional<byte[]> of(String raw) {
    int at = raw.lastIndexOf('#');
    try {
      if (at < 0) {
        return Optional.of(read(raw));
      }
      String key = raw.substring(0, at);
      Map<String, byte[]> lines = gathered.get(key);
      if (lines == null) {
        if (gathered.size() >= MAX_CACHED) {
          gathered.clear();
        }
        lines = lines(read(key));
        gathered.put(key, lines);
      }
      return Optional.ofNullable(lines.get(raw.substring(at + 1)));
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new CommandException("s3://" + bucket + "/" + raw + " is not as ingest writes it", e);
    }
  }

  private byte[] read(String key) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray();
  }

  private static Map<String, byte[]> lines(byte[] object) throws IOException {
    Map<String, byte[]> lines = new HashMap<>();
    for (String one : new String(object, StandardCharsets.UTF_8).split("\n")) {
      JsonNode kept = Json.document(one.getBytes(StandardCharsets.UTF_8));
      byte[] bytes =
          kept.has("text")
              ? kept.path("text").asText().getBytes(StandardCharsets.UTF_8)
              : Base64.getDecoder().decode(kept.path("base64").asText());
      lines.put(kept.path("line").asText(), bytes);
    }
    return lines;
  }
}
