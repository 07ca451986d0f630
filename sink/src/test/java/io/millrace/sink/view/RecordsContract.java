// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.JsonText;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.RejectPart;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link Records} promise of what a {@link RecordStore} was given. Tables may be shared. */
public abstract class RecordsContract {

  private static final String TIME = "2026-11-20T10:15:30Z";

  /** Several pages of DynamoDB, which are 1 MB. */
  private static final int DATA_CHARS = 100_000;

  private static final int MANY = 25;

  private final String name = UUID.randomUUID().toString();

  protected abstract RecordStore store();

  protected abstract Records records();

  @Test
  void everyPart_isVisitedOnce_alsoWhenTheyAreMany() {
    List<EventPart> events =
        IntStream.range(0, MANY)
            .mapToObj(i -> large(Facts.event(name + i, "t", TIME, "DE")))
            .toList();
    RejectPart reject = Facts.reject(name + "r", Reason.TOO_OLD, "ingest", TIME);
    events.forEach(event -> store().accept(List.of(event)));
    store().reject(List.of(reject));

    List<Part> all = new ArrayList<>(events);
    all.add(reject);
    assertThat(visited()).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void part_isVisited_asItWasLastWritten() {
    EventPart event = Facts.event(name, "t", TIME, "DE");
    store().reject(List.of(Facts.reject(name, Reason.TOO_OLD, "ingest", TIME)));
    store().accept(List.of(event));
    store().accept(List.of(Facts.event(name, "t", TIME, "FR")));
    store().accept(List.of(event));
    assertThat(visited()).filteredOn(EventPart.class::isInstance).containsExactly(event);
  }

  private static EventPart large(EventPart event) {
    return new EventPart(
        event.id(),
        event.source(),
        event.eventId(),
        event.type(),
        event.time(),
        null,
        null,
        event.place(),
        null,
        JsonText.of("\"" + "x".repeat(DATA_CHARS) + "\""),
        event.expireAt());
  }

  private List<Part> visited() {
    List<Part> parts = new ArrayList<>();
    records()
        .visitAll(
            part -> {
              if (part.id().startsWith(name)) {
                parts.add(part);
              }
            });
    return parts;
  }
}
