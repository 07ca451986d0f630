// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.shared.record.Place;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The message from enrich to transform: resize this photo. It carries what the photo's own part of
 * the record needs, so that transform never reads another stage's item.
 *
 * @param id the record
 * @param time event time of the photo, that is its upload, in ISO 8601
 * @param photo where the photo lies and what its metadata said
 * @param place where it was taken; null when unknown
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ResizeRequest(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) String time,
    @JsonProperty(required = true) PhotoUploaded photo,
    @Nullable Place place) {

  public ResizeRequest {
    // Required says present, and null would be.
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(photo, "photo");
    Instant.parse(time);
  }

  public Instant instant() {
    return Instant.parse(time);
  }
}
