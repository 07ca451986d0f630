// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.shared.event.Json;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.Place;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The detail of an event of type {@code PhotosReady}: these photos have their renditions. It is
 * announced at least once; a photo is known by its id.
 */
record PhotosReady(List<Photo> photos) {

  /**
   * @param id of the record
   * @param type content type of the original
   * @param time event time, RFC 3339
   * @param bucket of the original
   * @param renditions keys in the renditions bucket, widest first
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Photo(
      String id,
      String type,
      String time,
      @Nullable String country,
      @Nullable String region,
      @Nullable String city,
      @Nullable Long latE6,
      @Nullable Long lonE6,
      String bucket,
      String key,
      int width,
      int height,
      @Nullable String takenAt,
      @Nullable String camera,
      List<String> renditions) {

    static Photo of(PhotoPart part) {
      Place place = part.place() == null ? Place.UNKNOWN : part.place();
      return new Photo(
          part.id(),
          part.type(),
          part.time().toString(),
          place.country(),
          place.region(),
          place.city(),
          place.latE6(),
          place.lonE6(),
          part.bucket(),
          part.key(),
          part.width(),
          part.height(),
          part.takenAt(),
          part.camera(),
          part.renditions());
    }
  }

  /**
   * As few details as the limit allows, as JSON, in the order of the photos.
   *
   * @param maxBytes of one detail; a single photo that is larger stands alone
   */
  static List<String> details(List<PhotoPart> parts, int maxBytes) {
    int frame = bytes(Json.write(new PhotosReady(List.of())));
    List<String> details = new ArrayList<>();
    List<Photo> photos = new ArrayList<>();
    int size = frame;
    for (PhotoPart part : parts) {
      Photo photo = Photo.of(part);
      int more = bytes(Json.write(photo)) + 1;
      if (!photos.isEmpty() && size + more > maxBytes) {
        details.add(Json.write(new PhotosReady(photos)));
        photos = new ArrayList<>();
        size = frame;
      }
      photos.add(photo);
      size += more;
    }
    if (!photos.isEmpty()) {
      details.add(Json.write(new PhotosReady(photos)));
    }
    return details;
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
