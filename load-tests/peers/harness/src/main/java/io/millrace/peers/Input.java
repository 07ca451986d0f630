// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.samples.Traffic;
import io.millrace.shared.event.Packer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events of the samples' traffic, with the times of live ones. Those out of time are left out: no
 * peer judges lateness, and the job is to be the same for all.
 *
 * @param events each a CloudEvent; about two in a hundred occur twice
 * @param distinct how many items must come of them
 */
record Input(List<byte[]> events, int distinct) {

  /** The samples' events lie two days back; live ones lie within the last seconds. */
  private static final Duration SPAN = Duration.ofSeconds(100);

  private static final Duration LATEST_ON_TIME = Duration.ofDays(3);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The same seed makes the same events, but for their times. */
  static Input of(long seed, int count) {
    Instant now = Instant.now();
    Traffic traffic = new Traffic(seed, now);
    List<byte[]> events = new ArrayList<>(count);
    Map<String, String> times = new HashMap<>();
    try {
      while (events.size() < count) {
        for (byte[] event : traffic.events(count - events.size())) {
          ObjectNode json = (ObjectNode) JSON.readTree(event);
          if (time(json).isBefore(now.minus(LATEST_ON_TIME))) {
            continue;
          }
          String time =
              times.computeIfAbsent(
                  json.path("id").asText(),
                  id -> now.minusMillis(Math.floorMod(id.hashCode(), SPAN.toMillis())).toString());
          events.add(JSON.writeValueAsBytes(json.put("time", time)));
        }
      }
    } catch (IOException e) {
      throw new PeersException("the samples' events are JSON", e);
    }
    return new Input(List.copyOf(events), times.size());
  }

  private static Instant time(ObjectNode event) {
    return OffsetDateTime.parse(event.path("time").asText()).toInstant();
  }

  /** As the ways into Millrace put them: several in a record of up to 25 KB. */
  List<byte[]> packed() {
    Packer packer = new Packer();
    events.forEach(packer::add);
    return packer.take();
  }

  double meanBytes() {
    return events.stream().mapToInt(event -> event.length).average().orElse(0);
  }
}
