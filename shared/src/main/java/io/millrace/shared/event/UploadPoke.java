// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Our own message on the uploads queue, beside the bucket's notifications: go on with this upload.
 * It says nothing about how far the upload is; that stands in the idempotency table.
 *
 * @param etag of the object, without quotes
 * @param told when the bucket said it was written, in ISO 8601
 * @param hop how many invocations handed the upload on before, the first being 0
 * @param replay names one run of its own over an upload that may have been taken in before; null
 *     for the run that the bucket asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UploadPoke(
    @JsonProperty(required = true) String bucket,
    @JsonProperty(required = true) String key,
    @JsonProperty(required = true) String etag,
    @JsonProperty(required = true) String told,
    @JsonProperty(required = true) int hop,
    @Nullable String replay) {

  public UploadPoke {
    // Required says present, and null would be.
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
    Instant.parse(told);
    if (hop < 0) {
      throw new IllegalArgumentException("hop is " + hop + ", allowed is 0 or more");
    }
  }

  /** The message: {@code {"poke":{…}}}. */
  public String body() {
    return Json.write(Map.of("poke", this));
  }
}
