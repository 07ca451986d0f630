// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One event as its producer means it.
 *
 * @param time text as it is sent, with an offset
 * @param clientIp text as it is sent; null when the producer sends none
 * @param country where the client is; {@link Expected#UNKNOWN_COUNTRY} when nobody can tell
 * @param data in the order it is sent
 */
record SampleEvent(
    String id,
    String source,
    String type,
    Instant instant,
    String time,
    @Nullable String clientIp,
    String country,
    Map<String, Object> data) {

  /** The attributes and the data of a CloudEvent, in the order they are sent. */
  Map<String, Object> toCloudEvent() {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", source);
    event.put("type", type);
    event.put("time", time);
    if (clientIp != null) {
      event.put("clientip", clientIp);
    }
    event.put("datacontenttype", "application/json");
    event.put("data", data);
    return event;
  }

  /** The same as another one, with an id that begins so. */
  SampleEvent renamed(String prefix) {
    return new SampleEvent(prefix + id, source, type, instant, time, clientIp, country, data);
  }

  SampleEvent at(Instant other) {
    return new SampleEvent(id, source, type, other, other.toString(), clientIp, country, data);
  }
}
