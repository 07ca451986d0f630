// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import io.millrace.shared.batch.Reason;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An input that a stage rejected, standing where the accepted part would stand. It is written only
 * where nothing stands, so the first position of a repeated wrong input stays.
 *
 * @param part the part of the stage that rejected it
 * @param stage name of that stage
 * @param detail what was wrong, for a person
 * @param origin where the bytes came from: {@code s3://bucket/key#line} or {@code
 *     kinesis:shard/sequence#position}
 * @param raw key of the original bytes in the rejects bucket; null when the origin still holds them
 * @param time the position's own time, a property of the input: the object's last modification or
 *     the stream record's arrival
 */
public record RejectPart(
    String id,
    String part,
    Reason reason,
    String stage,
    String detail,
    String origin,
    @Nullable String raw,
    Instant time,
    Instant expireAt)
    implements Part {

  @Override
  public void writeTo(FieldSink item) {
    item.put(ID, id)
        .put(PART, part)
        .put(STATUS, REJECTED)
        .put("reason", reason.name())
        .put("stage", stage)
        .put("detail", detail)
        .put("origin", origin)
        .put("raw", raw)
        .put(TIME, time)
        .put(EXPIRE_AT, expireAt.getEpochSecond());
  }

  static RejectPart of(Fields f) {
    return new RejectPart(
        f.text(ID),
        f.text(PART),
        Reason.valueOf(f.text("reason")),
        f.text("stage"),
        f.text("detail"),
        f.text("origin"),
        f.textOrNull("raw"),
        f.time(TIME),
        Instant.ofEpochSecond(f.number(EXPIRE_AT)));
  }
}
