// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An accepted photo with its renditions.
 *
 * @param type content type of the original, such as {@code image/jpeg}
 * @param time event time, that is the upload's
 * @param place where it was taken; null when unknown
 * @param bytes of the original
 * @param width of the original as seen, orientation applied; pixels
 * @param height as {@code width}
 * @param takenAt local time on the camera's clock; null when absent
 * @param camera make and model; null when absent
 * @param renditions keys in the renditions bucket, widest first
 */
public record PhotoPart(
    String id,
    String type,
    Instant time,
    @Nullable Place place,
    String bucket,
    String key,
    long bytes,
    int width,
    int height,
    @Nullable String takenAt,
    @Nullable String camera,
    List<String> renditions,
    Instant expireAt)
    implements Part {

  public PhotoPart {
    renditions = List.copyOf(renditions);
  }

  @Override
  public String part() {
    return PHOTO;
  }

  @Override
  public void writeTo(FieldSink item) {
    item.put(ID, id)
        .put(PART, PHOTO)
        .put(STATUS, ACCEPTED)
        .put("type", type)
        .put(TIME, time)
        .put(place)
        .put("bucket", bucket)
        .put("key", key)
        .put("bytes", bytes)
        .put("width", (long) width)
        .put("height", (long) height)
        .put("takenAt", takenAt)
        .put("camera", camera)
        .put("renditions", String.join(" ", renditions))
        .put(EXPIRE_AT, expireAt.getEpochSecond());
  }

  static PhotoPart of(Fields f) {
    return new PhotoPart(
        f.text(ID),
        f.text("type"),
        f.time(TIME),
        f.place(),
        f.text("bucket"),
        f.text("key"),
        f.number("bytes"),
        (int) f.number("width"),
        (int) f.number("height"),
        f.textOrNull("takenAt"),
        f.textOrNull("camera"),
        List.of(f.text("renditions").split(" ")),
        Instant.ofEpochSecond(f.number(EXPIRE_AT)));
  }
}
