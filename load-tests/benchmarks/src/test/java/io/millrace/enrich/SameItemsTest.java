// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.benchmarks.Bodies;
import io.millrace.benchmarks.DecodeBenchmark;
import io.millrace.benchmarks.InMemoryHttp;
import io.millrace.benchmarks.SampleBatch;
import io.millrace.benchmarks.SdkBodies;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Place;
import io.millrace.shared.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

final class SameItemsTest {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SampleBatch batch = new SampleBatch();

  @Test
  void enrich_makesTheSameParts_butForTheAutonomousSystem() throws IOException {
    EnrichBenchmark enrich = new EnrichBenchmark();
    List<EventPart> parts = enrich.ours();
    assertThat(parts).hasSize(SampleBatch.EVENTS);
    assertThat(parts.stream().map(SameItemsTest::withoutAsn)).isEqualTo(enrich.plain());
    assertThat(enrich.limit().stream().flatMap(SameItemsTest::place))
        .isEqualTo(parts.stream().map(EventPart::place).filter(Objects::nonNull).toList());
  }

  @Test
  void encode_sendsTheSameItems() throws IOException {
    List<EventPart> parts = new EnrichBenchmark().ours();
    Map<String, JsonNode> ours = items(EncodeBenchmark.bodies(parts));
    assertThat(ours).hasSize(SampleBatch.EVENTS).isEqualTo(plainItems(parts));
    assertThat(items(new EncodeBenchmark().limit())).isEqualTo(ours);
  }

  @Test
  void core_sendsTheSameItems_butForTheAutonomousSystem() throws IOException {
    Bodies bodies = new Bodies();
    DynamoDbClient client =
        InMemoryHttp.client(Clients.configured(DynamoDbClient.builder(), Deadline.none()), bodies);
    Batch.inOrder(CoreBenchmark.records(batch), CoreBenchmark.stage(client));
    Map<String, JsonNode> ours = items(bodies.taken());
    ours.values().forEach(item -> ((ObjectNode) item).remove("asn"));

    PlainPlaces places = new PlainPlaces();
    List<EventPart> plain = new ArrayList<>();
    for (var event : DecodeBenchmark.trees(batch.records())) {
      plain.add(places.part(event));
    }
    assertThat(ours).hasSize(SampleBatch.EVENTS).isEqualTo(plainItems(plain));
  }

  @Test
  void limitOfTheCore_copiesEveryEvent() throws IOException {
    List<byte[]> copies = new ArrayList<>();
    for (byte[] record : batch.records()) {
      copies.add(CoreBenchmark.copy(record));
    }
    assertThat(DecodeBenchmark.trees(copies)).isEqualTo(batch.events());
  }

  private static Map<String, JsonNode> plainItems(List<EventPart> parts) throws IOException {
    SdkBodies plain = new SdkBodies();
    List<byte[]> bodies = new ArrayList<>();
    for (EventPart part : parts) {
      try (InputStream body =
          plain.of(EncodeBenchmark.put(part)).contentStreamProvider().orElseThrow().newStream()) {
        bodies.add(body.readAllBytes());
      }
    }
    return items(bodies);
  }

  private static Map<String, JsonNode> items(List<byte[]> bodies) throws IOException {
    Map<String, JsonNode> items = new HashMap<>();
    for (byte[] body : bodies) {
      JsonNode tree = MAPPER.readTree(body);
      if (tree.has("Item")) {
        items.put(tree.at("/Item/id/S").asText(), tree.get("Item"));
      } else {
        for (JsonNode write : tree.at("/RequestItems/" + EncodeBenchmark.TABLE)) {
          items.put(write.at("/PutRequest/Item/id/S").asText(), write.at("/PutRequest/Item"));
        }
      }
    }
    return items;
  }

  private static Stream<Place> place(@Nullable GeoRecord found) {
    return found == null ? Stream.empty() : Stream.of(found.place());
  }

  private static EventPart withoutAsn(EventPart p) {
    Place place = p.place();
    return place == null
        ? p
        : new EventPart(
            p.id(),
            p.source(),
            p.eventId(),
            p.type(),
            p.time(),
            p.subject(),
            p.ip(),
            new Place(
                place.country(), place.region(), place.city(), place.latE6(), place.lonE6(), null),
            p.geo(),
            p.data(),
            p.expireAt());
  }
}
