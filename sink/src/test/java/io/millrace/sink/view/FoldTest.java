// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.Synthetic;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Place;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class FoldTest {

  private static final String TIME = "2026-11-23T05:07:59.999Z";

  @Test
  void event_countsByTypeAndCountry_inMinuteHourAndDay() {
    assertThat(Fold.of(Facts.event("e", "order", TIME, "DE")).nonZero())
        .isEqualTo(
            Map.of(
                cell(Grain.MINUTE, "2026-11-23T05:07:00Z", Kind.EVENTS, "order"),
                Map.of("total", 1L, "c:DE", 1L),
                cell(Grain.HOUR, "2026-11-23T05:00:00Z", Kind.EVENTS, "order"),
                Map.of("total", 1L, "c:DE", 1L),
                cell(Grain.DAY, "2026-11-23T00:00:00Z", Kind.EVENTS, "order"),
                Map.of("total", 1L, "c:DE", 1L)));
  }

  @Test
  void photo_countsByContentType_andUnknownCountryIsZz() {
    assertThat(Fold.of(Facts.photo("p", TIME, null)).nonZero())
        .hasSize(3)
        .containsEntry(
            cell(Grain.DAY, "2026-11-23T00:00:00Z", Kind.PHOTOS, "image/png"),
            Map.of("total", 1L, "c:ZZ", 1L));
  }

  @Test
  void placeWithoutCountry_isUnknownToo() {
    var event = Facts.event("e", "order", TIME, null);
    var atSea =
        new EventPart(
            event.id(),
            event.source(),
            event.eventId(),
            event.type(),
            event.time(),
            null,
            null,
            new Place(null, null, null, 1L, 1L, null),
            null,
            null,
            event.expireAt());
    assertThat(Fold.of(atSea)).isEqualTo(Fold.of(event));
  }

  @Test
  void reject_countsByReasonAndStage() {
    assertThat(Fold.of(Facts.reject("r", Reason.MALFORMED_JSON, "ingest", TIME)).nonZero())
        .hasSize(3)
        .containsEntry(
            cell(Grain.MINUTE, "2026-11-23T05:07:00Z", Kind.REJECTS, "MALFORMED_JSON"),
            Map.of("total", 1L, "s:ingest", 1L));
  }

  @Test
  void eventThatAnnouncesAPhoto_doesNotCount() {
    assertThat(Fold.of(Facts.event("p", PhotoUploaded.TYPE, TIME, "DE")).isZero()).isTrue();
  }

  @Test
  void syntheticEvent_doesNotCount() {
    assertThat(Fold.of(Facts.event("s", Synthetic.TYPE, TIME, "DE")).isZero()).isTrue();
  }

  private static Cell cell(Grain grain, String start, Kind kind, String name) {
    return new Cell(grain, Instant.parse(start), kind, name);
  }
}
