// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import io.millrace.samples.Traffic;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.Packer;
import io.millrace.shared.event.PlainDefaults;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every side of every benchmark is given: the events of the samples' traffic, each once and
 * none of them wrong, because only on those do the three ways agree about what is to be done.
 */
public final class SampleBatch {

  /** Events of one call of a benchmark, as many as enrich writes at once. */
  public static final int EVENTS = 2_000;

  /** When the stream took the records: behind all of their times. */
  public static final Instant ARRIVED = Instant.parse("2026-11-23T06:00:00Z");

  public static final JsonFactory JSON = new JsonFactory();

  private static final long SEED = 5;
  private static final PlainDefaults NONE = new PlainDefaults("", "", "");

  private final Map<CloudEvent, byte[]> events = new LinkedHashMap<>();
  private final List<byte[]> records;

  public SampleBatch() {
    Traffic traffic = new Traffic(SEED, ARRIVED);
    while (events.size() < EVENTS) {
      byte[] json = traffic.events(1).getFirst();
      if (EventCodec.readLine(json, NONE).outcome() instanceof Accepted<CloudEvent>(var event)
          && event.time().isAfter(ARRIVED.minusSeconds(7 * 86_400))) {
        events.putIfAbsent(event, json);
      }
    }
    Packer packer = new Packer();
    events.values().forEach(packer::add);
    records = packer.take();
  }

  /** The events, decoded. */
  public List<CloudEvent> events() {
    return List.copyOf(events.keySet());
  }

  /** The events as their producers wrote them. */
  public List<byte[]> json() {
    return List.copyOf(events.values());
  }

  /** The events as they stand in the stream. */
  public List<byte[]> records() {
    return records;
  }
}
