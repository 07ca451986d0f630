// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The data of an event of type {@link #TYPE}: a photo lies in the uploads bucket.
 *
 * @param etag of the object, without quotes
 * @param bytes size of the object
 * @param contentType as its first bytes say, such as {@code image/jpeg}
 * @param takenAt when it was taken, as the camera wrote it: local time without a zone, {@code
 *     2026-05-01T12:30:00}; null when absent
 * @param camera make and model; null when absent
 * @param latE6 degrees north times 10^6, present together with {@code lonE6}
 * @param lonE6 degrees east times 10^6
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PhotoUploaded(
    @JsonProperty(required = true) String bucket,
    @JsonProperty(required = true) String key,
    @JsonProperty(required = true) String etag,
    @JsonProperty(required = true) long bytes,
    @JsonProperty(required = true) String contentType,
    @Nullable String takenAt,
    @Nullable String camera,
    @Nullable Long latE6,
    @Nullable Long lonE6) {

  public static final String TYPE = "io.millrace.photo.uploaded";

  public PhotoUploaded {
    // Required says present, and null would be.
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(contentType, "contentType");
  }
}
