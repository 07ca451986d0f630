// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.JsonText;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.Place;
import io.millrace.shared.record.RejectPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link RecordStore} promises. */
public abstract class RecordStoreContract {

  private static final Instant TIME = Instant.parse("2026-11-20T10:15:30.123Z");

  private static final Instant EXPIRY = Instant.ofEpochSecond(1_800_000_000);

  protected abstract RecordStore store();

  @Test
  void acceptedPart_isReadBack_asItWasWritten() {
    EventPart event = event(newId(), "{\"a\":1}");
    store().accept(List.of(event));
    assertThat(store().parts(event.id())).containsExactly(event);
  }

  @Test
  void reject_isWritten_whereNothingStands() {
    RejectPart reject = reject(newId(), Reason.TOO_OLD);
    store().reject(List.of(reject));
    assertThat(store().parts(reject.id())).containsExactly(reject);
  }

  @Test
  void accepted_replacesReject_butRejectReplacesNothing() {
    String id = newId();
    RejectPart first = reject(id, Reason.TOO_EARLY);
    store().reject(List.of(first));
    store().reject(List.of(reject(id, Reason.TOO_OLD)));
    assertThat(store().parts(id)).containsExactly(first);

    EventPart event = event(id, "{}");
    store().accept(List.of(event));
    store().reject(List.of(first));
    assertThat(store().parts(id)).containsExactly(event);
  }

  @Test
  void partsOfOneRecord_standBesideEachOther() {
    String id = newId();
    EventPart event = event(id, "{}");
    RejectPart photo =
        new RejectPart(
            id,
            Part.PHOTO,
            Reason.MALFORMED_IMAGE,
            "transform",
            "cut short",
            "s3://b/k",
            null,
            TIME,
            EXPIRY);
    store().accept(List.of(event));
    store().reject(List.of(photo));
    assertThat(store().parts(id)).containsExactly(event, photo);
  }

  @Test
  void manyParts_withRepeatedKeys_inOneCall() {
    List<EventPart> events =
        IntStream.range(0, 60).mapToObj(i -> event(newId(), "{\"i\":" + i + "}")).toList();
    List<EventPart> twice = new ArrayList<>(events);
    twice.addAll(events);
    store().accept(twice);
    for (EventPart event : events) {
      assertThat(store().parts(event.id())).containsExactly(event);
    }
  }

  @Test
  void unknownRecord_hasNoParts() {
    assertThat(store().parts(newId())).isEmpty();
  }

  private static String newId() {
    return Ids.record("contract", UUID.randomUUID().toString());
  }

  private static EventPart event(String id, String data) {
    return new EventPart(
        id,
        "shop",
        "e-1",
        "order.created",
        TIME,
        null,
        "192.0.2.0",
        new Place("DE", "Berlin", "Berlin", 52_500_000L, 13_366_667L, 64_500L),
        "sample-1",
        JsonText.ofNullable(data),
        EXPIRY);
  }

  private static RejectPart reject(String id, Reason reason) {
    return new RejectPart(
        id,
        Part.EVENT,
        reason,
        "enrich",
        "why",
        "kinesis:shardId-000000000000/1",
        "enrich/" + id,
        TIME,
        EXPIRY);
  }
}
