// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Luck;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/**
 * Announcements on EventBridge, ten entries and 256 KB a call. PutEvents may take some entries and
 * refuse others: only those that failed are sent again. Source: EventBridge API reference,
 * PutEvents.
 */
final class EventBridgePhotoBus implements PhotoBus {

  static final String SOURCE = "io.millrace";
  static final String DETAIL_TYPE = "PhotosReady";

  /** Of the details of one call; the quota is 256 KB with source and type of each entry. */
  static final int MAX_BYTES = 250_000;

  private static final int MAX_ENTRIES = 10;

  /** What the service calls retryable in an entry. */
  private static final Set<String> LATER = Set.of("ThrottlingException", "InternalFailure");

  private final EventBridgeClient events;
  private final String bus;
  private final Backoff backoff;

  EventBridgePhotoBus(EventBridgeClient events, String bus, Backoff backoff) {
    this.events = events;
    this.bus = bus;
    this.backoff = backoff;
  }

  @Override
  public void announce(List<String> details) {
    List<PutEventsRequestEntry> call = new ArrayList<>();
    int bytes = 0;
    for (String detail : details) {
      int size = detail.getBytes(StandardCharsets.UTF_8).length;
      if (call.size() == MAX_ENTRIES || bytes + size > MAX_BYTES) {
        put(call);
        call = new ArrayList<>();
        bytes = 0;
      }
      call.add(entry(detail));
      bytes += size;
    }
    put(call);
  }

  private PutEventsRequestEntry entry(String detail) {
    return PutEventsRequestEntry.builder()
        .eventBusName(bus)
        .source(SOURCE)
        .detailType(DETAIL_TYPE)
        .detail(detail)
        .build();
  }

  private void put(List<PutEventsRequestEntry> entries) {
    backoff.untilNoneLeft("PutEvents to " + bus, entries, this::putOnce);
  }

  private List<PutEventsRequestEntry> putOnce(List<PutEventsRequestEntry> entries) {
    List<PutEventsResultEntry> results =
        Luck.translating(
                "PutEvents to " + bus,
                () -> events.putEvents(PutEventsRequest.builder().entries(entries).build()))
            .entries();
    List<PutEventsRequestEntry> failed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      PutEventsResultEntry result = results.get(i);
      if (result.errorCode() != null) {
        if (!LATER.contains(result.errorCode())) {
          throw new IllegalStateException(
              bus
                  + " takes an entry neither now nor later: "
                  + result.errorCode()
                  + " "
                  + result.errorMessage());
        }
        failed.add(entries.get(i));
      }
    }
    return failed;
  }
}
