// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event: CloudEvents 1.0 with the attributes that Millrace knows; others are ignored. The
 * producer's trace goes with the event and into no item.
 *
 * @param id of the event, unique within its source; 1 to 512 characters
 * @param source who says so; 1 to 512 characters
 * @param type what happened; 1 to 128 characters
 * @param time when it happened, kept to the millisecond
 * @param subject what it is about; null when absent
 * @param clientIp IP address of the client as the producer wrote it; null when absent
 * @param data the payload as it came; null when absent
 * @param traceparent W3C's, of the extension "Distributed Tracing"; null when absent or none
 */
public record CloudEvent(
    String id,
    String source,
    String type,
    Instant time,
    @Nullable String subject,
    @Nullable String clientIp,
    @Nullable JsonText data,
    @Nullable String traceparent) {

  /** An event of no known trace. */
  public CloudEvent(
      String id,
      String source,
      String type,
      Instant time,
      @Nullable String subject,
      @Nullable String clientIp,
      @Nullable JsonText data) {
    this(id, source, type, time, subject, clientIp, data, null);
  }

  /** The id under which records keep this event. */
  public String recordId() {
    return Ids.record(source, id);
  }
}
