// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Decoded;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.JsonText;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From a packed stream record to events, validated. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class DecodeBenchmark {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final SampleBatch batch = new SampleBatch();

  @Benchmark
  public List<CloudEvent> ours() {
    List<CloudEvent> events = new ArrayList<>(SampleBatch.EVENTS);
    for (byte[] record : batch.records()) {
      for (Decoded decoded : EventCodec.readPacked(record)) {
        if (decoded.outcome() instanceof Accepted<CloudEvent>(CloudEvent event)) {
          events.add(event);
        }
      }
    }
    return events;
  }

  /** A streaming parser that looks at every token and keeps none. */
  @Benchmark
  public int limit() throws IOException {
    int events = 0;
    for (byte[] record : batch.records()) {
      try (JsonParser parser = SampleBatch.JSON.createParser(record)) {
        int depth = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
          depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
          events += depth == 0 ? 1 : 0;
        }
      }
    }
    return events;
  }

  /** A tree of each event. */
  @Benchmark
  public List<CloudEvent> plain() throws IOException {
    return trees(batch.records());
  }

  /** The plain way, for the core's benchmark too. */
  public static List<CloudEvent> trees(List<byte[]> records) throws IOException {
    List<CloudEvent> events = new ArrayList<>(SampleBatch.EVENTS);
    for (byte[] record : records) {
      try (MappingIterator<JsonNode> trees = MAPPER.readerFor(JsonNode.class).readValues(record)) {
        while (trees.hasNext()) {
          events.add(event(trees.next()));
        }
      }
    }
    return events;
  }

  private static CloudEvent event(JsonNode tree) {
    return new CloudEvent(
        tree.required("id").asText(),
        tree.required("source").asText(),
        tree.required("type").asText(),
        OffsetDateTime.parse(tree.required("time").asText()).toInstant(),
        text(tree.get("subject")),
        text(tree.get("clientip")),
        JsonText.ofNullable(text(tree.get("data"))));
  }

  private static @Nullable String text(@Nullable JsonNode node) {
    return node == null ? null : node.isTextual() ? node.asText() : node.toString();
  }
}
