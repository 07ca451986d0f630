// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Our own message to ingest: take in this one line of an upload again, as if it were read at its
 * place, and nothing else of the upload.
 *
 * @param etag of the object, without quotes
 * @param line number of the line, from 1
 * @param raw where its bytes are kept, as the reject's item says
 * @param time of the reject, in ISO 8601
 * @param text the line without its end, when it is UTF-8
 * @param base64 else its bytes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayedLine(
    @JsonProperty(required = true) String bucket,
    @JsonProperty(required = true) String key,
    @JsonProperty(required = true) String etag,
    @JsonProperty(required = true) long line,
    @JsonProperty(required = true) String raw,
    @JsonProperty(required = true) String time,
    @Nullable String text,
    @Nullable String base64) {

  /** How the message begins; a bucket's never does. */
  public static final String BEGINNING = "{\"line\":";

  /** The message's only field. */
  public record Body(@JsonProperty(required = true) ReplayedLine line) {

    public Body {
      Objects.requireNonNull(line, "line");
    }
  }

  public ReplayedLine {
    // Required says present, and null would be.
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(raw, "raw");
    Instant.parse(time);
    if (line < 1 || (text == null) == (base64 == null)) {
      throw new IllegalArgumentException(
          "line is " + line + ", allowed is 1 or more, with either text or base64");
    }
  }

  /** Its bytes. */
  public byte[] bytes() {
    return text != null
        ? text.getBytes(StandardCharsets.UTF_8)
        : Base64.getDecoder().decode(Objects.requireNonNull(base64, "base64"));
  }

  /** The message: {@code {"line":{…}}}. */
  public String body() {
    return Json.write(Map.of("line", this));
  }
}
