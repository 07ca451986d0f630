// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts to count. */
final class Facts {

  private Facts() {}

  static EventPart event(String id, String type, String time, @Nullable String country) {
    Instant at = Instant.parse(time);
    return new EventPart(
        id,
        "shop",
        id,
        type,
        at,
        null,
        null,
        place(country),
        null,
        null,
        Keeping.DEFAULT.recordExpiry(at));
  }

  static PhotoPart photo(String id, String time, @Nullable String country) {
    Instant at = Instant.parse(time);
    return new PhotoPart(
        id,
        "image/png",
        at,
        place(country),
        "uploads",
        id,
        1,
        1,
        1,
        null,
        null,
        List.of("r"),
        Keeping.DEFAULT.recordExpiry(at));
  }

  static RejectPart reject(String id, Reason reason, String stage, String time) {
    Instant at = Instant.parse(time);
    return new RejectPart(
        id,
        Part.UPLOAD,
        reason,
        stage,
        "d",
        "s3://uploads/a#1",
        null,
        at,
        Keeping.DEFAULT.recordExpiry(at));
  }

  private static @Nullable Place place(@Nullable String country) {
    return country == null ? null : new Place(country, null, null, null, null, null);
  }
}
