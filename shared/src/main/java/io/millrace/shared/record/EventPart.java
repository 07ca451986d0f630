// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import io.millrace.shared.event.JsonText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An accepted event with its place. Its item is a function of the event and of the geolocation
 * database build: no clock reading, no request id.
 *
 * @param eventId the producer's id, unique within {@code source}
 * @param ip the client's network (truncated unless configured otherwise); null when the event had
 *     none
 * @param place null when unknown
 * @param geo build of the geolocation database that was asked; null when it was not asked
 * @param data null when absent
 * @param expireAt when it may be removed
 */
public record EventPart(
    String id,
    String source,
    String eventId,
    String type,
    Instant time,
    @Nullable String subject,
    @Nullable String ip,
    @Nullable Place place,
    @Nullable String geo,
    @Nullable JsonText data,
    Instant expireAt)
    implements Part {

  @Override
  public String part() {
    return EVENT;
  }

  @Override
  public void writeTo(FieldSink item) {
    item.put(ID, id)
        .put(PART, EVENT)
        .put(STATUS, ACCEPTED)
        .put("source", source)
        .put("eventId", eventId)
        .put("type", type)
        .put(TIME, time)
        .put("subject", subject)
        .put("ip", ip)
        .put(place)
        .put("geo", geo)
        .put("data", data)
        .put(EXPIRE_AT, expireAt.getEpochSecond());
  }

  static EventPart of(Fields f) {
    return new EventPart(
        f.text(ID),
        f.text("source"),
        f.text("eventId"),
        f.text("type"),
        f.time(TIME),
        f.textOrNull("subject"),
        f.textOrNull("ip"),
        f.place(),
        f.textOrNull("geo"),
        JsonText.ofNullable(f.textOrNull("data")),
        Instant.ofEpochSecond(f.number(EXPIRE_AT)));
  }
}
