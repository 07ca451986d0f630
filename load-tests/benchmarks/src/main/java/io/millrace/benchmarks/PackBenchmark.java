// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.EventLimits;
import io.millrace.shared.event.Packer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From events to packed stream records, as ingest makes them. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class PackBenchmark {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private final List<CloudEvent> events = new SampleBatch().events();
  private final List<String> times = events.stream().map(event -> event.time().toString()).toList();

  @Benchmark
  public List<byte[]> ours() {
    Packer packer = new Packer();
    for (CloudEvent event : events) {
      packer.add(EventCodec.write(event));
    }
    return packer.take();
  }

  /** One streaming generator for each record, its times already text. */
  @Benchmark
  public List<byte[]> limit() throws IOException {
    List<byte[]> records = new ArrayList<>();
    ByteArrayOutputStream out = new ByteArrayOutputStream(EventLimits.MAX_PACKED_BYTES);
    JsonGenerator json = SampleBatch.JSON.createGenerator(out);
    for (int i = 0; i < events.size(); i++) {
      if (out.size() + json.getOutputBuffered() > EventLimits.MAX_PACKED_BYTES - 1_024) {
        json.close();
        records.add(out.toByteArray());
        out.reset();
        json = SampleBatch.JSON.createGenerator(out);
      }
      write(json, events.get(i), times.get(i));
    }
    json.close();
    records.add(out.toByteArray());
    return records;
  }

  private static void write(JsonGenerator json, CloudEvent event, String time) throws IOException {
    json.writeStartObject();
    json.writeStringField("specversion", "1.0");
    json.writeStringField("id", event.id());
    json.writeStringField("source", event.source());
    json.writeStringField("type", event.type());
    json.writeStringField("time", time);
    if (event.clientIp() != null) {
      json.writeStringField("clientip", event.clientIp());
    }
    json.writeFieldName("data");
    json.writeRawValue(requireNonNull(event.data()).toString());
    json.writeEndObject();
  }

  /** A tree of each event, and each a record of its own. */
  @Benchmark
  public List<byte[]> plain() throws IOException {
    List<byte[]> records = new ArrayList<>();
    for (CloudEvent event : events) {
      ObjectNode tree = MAPPER.createObjectNode();
      tree.put("specversion", "1.0");
      tree.put("id", event.id());
      tree.put("source", event.source());
      tree.put("type", event.type());
      tree.put("time", event.time().toString());
      if (event.clientIp() != null) {
        tree.put("clientip", event.clientIp());
      }
      tree.set("data", MAPPER.readTree(requireNonNull(event.data()).toString()));
      records.add(MAPPER.writeValueAsBytes(tree));
    }
    return records;
  }
}
