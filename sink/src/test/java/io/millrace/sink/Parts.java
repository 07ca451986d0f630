// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.TableChange;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.JsonText;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parts, and the stream records that writing them makes. */
final class Parts {

  static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123Z");

  private Parts() {}

  static EventPart event(String id, String type, Instant time, @Nullable String country) {
    return new EventPart(
        id,
        "shop",
        "e-" + id,
        type,
        time,
        null,
        "192.0.2.0",
        place(country),
        "sample",
        JsonText.of("{}"),
        Keeping.DEFAULT.recordExpiry(time));
  }

  static PhotoPart photo(String id, Instant time, @Nullable String country) {
    return new PhotoPart(
        id,
        "image/jpeg",
        time,
        place(country),
        "uploads",
        "photos/" + id + ".jpg",
        1_000,
        640,
        480,
        null,
        "Camera",
        List.of(id + "/640x480.jpg", id + "/320x240.jpg"),
        Keeping.DEFAULT.recordExpiry(time));
  }

  static RejectPart reject(String id, String part, Reason reason, Instant time) {
    return new RejectPart(
        id,
        part,
        reason,
        "enrich",
        "what was wrong",
        "kinesis:shardId-000000000000/1",
        null,
        time,
        Keeping.DEFAULT.recordExpiry(time));
  }

  private static @Nullable Place place(@Nullable String country) {
    return country == null ? null : new Place(country, null, null, null, null, null);
  }

  static TableChange inserted(long sequence, Part after) {
    return record("INSERT", sequence, null, after);
  }

  static TableChange modified(long sequence, Part before, Part after) {
    return record("MODIFY", sequence, before, after);
  }

  static TableChange removed(long sequence, Part before) {
    return record("REMOVE", sequence, before, null);
  }

  static TableChange expired(long sequence, Part before) {
    TableChange removed = removed(sequence, before);
    return new TableChange(
        removed.sequenceNumber(),
        removed.event(),
        removed.before(),
        null,
        true,
        removed.sourceArn());
  }

  private static TableChange record(
      String event, long sequence, @Nullable Part before, @Nullable Part after) {
    return new TableChange(
        Long.toString(sequence),
        event,
        before == null ? null : new HashMap<>(before.fields()),
        after == null ? null : new HashMap<>(after.fields()),
        false,
        "arn:aws:dynamodb:us-east-1:000000000000:table/millrace-records/stream/1");
  }
}
