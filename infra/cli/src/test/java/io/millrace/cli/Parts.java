// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts of records with only what a test is about. */
final class Parts {

  private static final Instant TIME = Instant.parse("2026-11-23T05:07:00Z");
  private static final Instant EXPIRY = TIME.plus(Duration.ofDays(90));

  private Parts() {}

  static EventPart event(String id, String type, @Nullable String country) {
    return new EventPart(
        id, "//test", id, type, TIME, null, null, place(country), null, null, EXPIRY);
  }

  static PhotoPart photo(String id, @Nullable String country, String... renditions) {
    return new PhotoPart(
        id,
        "image/jpeg",
        TIME,
        place(country),
        "uploads",
        id + ".jpg",
        1_000,
        1600,
        1067,
        null,
        null,
        List.of(renditions),
        EXPIRY);
  }

  static RejectPart reject(String id, String part, Reason reason, String origin) {
    return new RejectPart(id, part, reason, "stage", "detail", origin, null, TIME, EXPIRY);
  }

  private static @Nullable Place place(@Nullable String country) {
    return country == null ? null : new Place(country, null, null, null, null, null);
  }
}
