// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.IpAddress;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.ResizeRequest;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Place;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The core of the stage: from an event to its part of the record. Pure: what it returns depends on
 * the event, its arrival, and the reference data.
 */
final class Enricher {

  private final NetworkPlaces networks;
  private final Gazetteer gazetteer;
  private final boolean truncateIp;
  private final Keeping keeping;

  Enricher(NetworkPlaces networks, Gazetteer gazetteer, boolean truncateIp, Keeping keeping) {
    this.networks = networks;
    this.gazetteer = gazetteer;
    this.truncateIp = truncateIp;
    this.keeping = keeping;
  }

  /**
   * Decides about one event.
   *
   * @param arrived when the stream took it; it decides about lateness and goes nowhere else
   */
  Outcome<Enriched> enrich(CloudEvent event, Instant arrived) {
    long ahead = event.time().toEpochMilli() - arrived.toEpochMilli();
    if (ahead < -keeping.lateness().toMillis()) {
      return Outcome.rejected(
          Reason.TOO_OLD, "time " + event.time() + " is further back than " + keeping.lateness());
    }
    if (ahead > keeping.earliness().toMillis()) {
      return Outcome.rejected(
          Reason.TOO_EARLY,
          "time " + event.time() + " is further ahead than " + keeping.earliness());
    }
    return event.type().equals(PhotoUploaded.TYPE) ? photo(event) : located(event);
  }

  private Outcome<Enriched> located(CloudEvent event) {
    InetAddress address = event.clientIp() == null ? null : IpAddress.parse(event.clientIp());
    if (address == null) {
      return Outcome.accepted(
          new Enriched(part(event, null, null, null), null, event.traceparent()));
    }
    String ip = truncateIp ? IpAddress.truncated(address) : address.getHostAddress();
    return Outcome.accepted(
        new Enriched(
            part(event, ip, networks.of(address), networks.build()), null, event.traceparent()));
  }

  private Outcome<Enriched> photo(CloudEvent event) {
    if (event.data() == null) {
      return Outcome.rejected(Reason.MISSING_ATTRIBUTE, "data of a photo is missing");
    }
    PhotoUploaded photo;
    try {
      photo = Json.read(event.data().toString(), PhotoUploaded.class);
    } catch (IOException e) {
      return Outcome.rejected(
          Reason.INVALID_ATTRIBUTE, "data must be that of " + PhotoUploaded.TYPE);
    }
    Place place =
        photo.latE6() == null || photo.lonE6() == null
            ? null
            : gazetteer.nearest(photo.latE6(), photo.lonE6());
    ResizeRequest resize =
        new ResizeRequest(event.recordId(), event.time().toString(), photo, place);
    return Outcome.accepted(
        new Enriched(part(event, null, place, null), resize, event.traceparent()));
  }

  private EventPart part(
      CloudEvent event, @Nullable String ip, @Nullable Place place, @Nullable String geo) {
    return new EventPart(
        event.recordId(),
        event.source(),
        event.id(),
        event.type(),
        event.time(),
        event.subject(),
        ip,
        place,
        geo,
        event.data(),
        keeping.recordExpiry(event.time()));
  }
}
