// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.maxmind.db.CHMCache;
import com.maxmind.db.Reader;
import io.millrace.benchmarks.SampleBatch;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.IpAddress;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From an event to its part of the record: window of time, id, address, place. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class EnrichBenchmark {

  private static final int MAX_PLACE_DISTANCE_KM = 1_000;

  private final List<CloudEvent> events = new SampleBatch().events();
  private final List<InetAddress> addresses = addresses(events);
  private final Enricher enricher = enricher();
  private final Reader reader = reader();
  private final PlainPlaces plain = new PlainPlaces();

  static Enricher enricher() {
    return new Enricher(
        MaxMindPlaces.sample(), Gazetteer.bundled(MAX_PLACE_DISTANCE_KM), true, Keeping.DEFAULT);
  }

  static Reader reader() {
    try (InputStream in = PlainPlaces.sample()) {
      return new Reader(in, new CHMCache());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<InetAddress> addresses(List<CloudEvent> events) {
    List<InetAddress> addresses = new ArrayList<>();
    for (CloudEvent event : events) {
      if (event.clientIp() != null) {
        addresses.add(Objects.requireNonNull(IpAddress.parse(event.clientIp())));
      }
    }
    return addresses;
  }

  @Benchmark
  public List<EventPart> ours() {
    List<EventPart> parts = new ArrayList<>(SampleBatch.EVENTS);
    for (CloudEvent event : events) {
      if (enricher.enrich(event, SampleBatch.ARRIVED) instanceof Accepted<Enriched>(Enriched e)) {
        parts.add(e.part());
      }
    }
    return parts;
  }

  /** The reader, asked for what ours reads of an entry, by addresses that are parsed already. */
  @Benchmark
  public List<@Nullable GeoRecord> limit() throws IOException {
    return lookUp(reader, addresses);
  }

  static List<@Nullable GeoRecord> lookUp(Reader reader, List<InetAddress> addresses)
      throws IOException {
    List<@Nullable GeoRecord> found = new ArrayList<>(addresses.size());
    for (InetAddress address : addresses) {
      found.add(reader.get(address, GeoRecord.class));
    }
    return found;
  }

  /** MaxMind's DatabaseReader, and the JDK for the rest. */
  @Benchmark
  public List<EventPart> plain() throws IOException {
    List<EventPart> parts = new ArrayList<>(SampleBatch.EVENTS);
    for (CloudEvent event : events) {
      parts.add(plain.part(event));
    }
    return parts;
  }
}
