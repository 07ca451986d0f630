// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A stretch of one trace while it is under way: a subsegment of the invocation's own, or a segment
 * that goes on with the trace of a message. It becomes one document.
 *
 * <p>A record is an annotation of a subsegment of its own, because one key has one value there.
 * Source: AWS X-Ray Developer Guide, "X-Ray segment documents".
 */
final class Span {

  /** Of a document; X-Ray indexes 50 annotations of a trace, which several stages share. */
  static final int MAX_RECORDS = 10;

  /** Of a document; further calls are counted. */
  static final int MAX_CALLS = 25;

  static final int MAX_LINKS = 10;

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int DECIMALS_OF_MILLIS = 3;

  private final TraceContext parent;
  private final boolean own;
  private final String name;
  private final long began;
  private final RandomGenerator random;
  private final String id;
  private final Map<String, Long> records = new LinkedHashMap<>();
  private final List<Call> calls = new ArrayList<>();
  private final List<TraceContext> links = new ArrayList<>();
  private long moreCalls;
  private boolean fault;

  /** A request to a service. */
  record Call(String service, String operation, long began, long ended, boolean fault) {}

  /**
   * @param own whether it is part of the invocation's own segment, which Lambda sends
   * @param began milliseconds since 1970
   */
  Span(TraceContext parent, boolean own, String name, long began, RandomGenerator random) {
    this.parent = parent;
    this.own = own;
    this.name = name;
    this.began = began;
    this.random = random;
    this.id = hex();
  }

  /** What continues it names. */
  TraceContext context() {
    return new TraceContext(parent.traceId(), id, true);
  }

  boolean follows(TraceContext context) {
    return parent.equals(context);
  }

  boolean isFull() {
    return records.size() >= MAX_RECORDS;
  }

  void record(String recordId, long at) {
    if (!isFull()) {
      records.putIfAbsent(recordId, at);
    }
  }

  void call(Call call) {
    if (calls.size() < MAX_CALLS) {
      calls.add(call);
    } else {
      moreCalls++;
    }
  }

  void link(TraceContext to) {
    if (links.size() < MAX_LINKS) {
      links.add(to);
    }
  }

  void fault() {
    fault = true;
  }

  /**
   * The document.
   *
   * @param numbers what the batch came to, if it is told
   */
  String document(String stage, long ended, Map<String, Long> numbers) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      if (own) {
        json.writeStringField("type", "subsegment");
      }
      json.writeStringField("trace_id", parent.traceId());
      json.writeStringField("parent_id", parent.parentId());
      head(json, id, name, began, ended, fault);
      json.writeObjectFieldStart("annotations");
      json.writeStringField("stage", stage);
      json.writeEndObject();
      metadata(json, numbers);
      links(json);
      json.writeArrayFieldStart("subsegments");
      for (Call call : calls) {
        write(json, call);
      }
      for (Map.Entry<String, Long> one : records.entrySet()) {
        write(json, one.getKey(), one.getValue(), ended);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private void metadata(JsonGenerator json, Map<String, Long> numbers) throws IOException {
    if (numbers.isEmpty() && moreCalls == 0) {
      return;
    }
    json.writeObjectFieldStart("metadata");
    json.writeObjectFieldStart("millrace");
    for (Map.Entry<String, Long> number : numbers.entrySet()) {
      json.writeNumberField(number.getKey(), number.getValue());
    }
    if (moreCalls > 0) {
      json.writeNumberField("moreCalls", moreCalls);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void links(JsonGenerator json) throws IOException {
    if (links.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("links");
    for (TraceContext link : links) {
      json.writeStartObject();
      json.writeStringField("trace_id", link.traceId());
      json.writeStringField("id", link.parentId());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(JsonGenerator json, Call call) throws IOException {
    json.writeStartObject();
    head(json, hex(), call.service, call.began, call.ended, call.fault);
    json.writeStringField("namespace", "aws");
    json.writeObjectFieldStart("aws");
    json.writeStringField("operation", call.operation);
    json.writeEndObject();
    json.writeEndObject();
  }

  private void write(JsonGenerator json, String recordId, long at, long ended) throws IOException {
    json.writeStartObject();
    head(json, hex(), "record", at, ended, false);
    json.writeObjectFieldStart("annotations");
    json.writeStringField(Tracing.RECORD_ID, recordId);
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void head(
      JsonGenerator json, String id, String name, long began, long ended, boolean fault)
      throws IOException {
    json.writeStringField("id", id);
    json.writeStringField("name", name);
    json.writeNumberField("start_time", seconds(began));
    json.writeNumberField("end_time", seconds(ended));
    if (fault) {
      json.writeBooleanField("fault", true);
    }
  }

  private static BigDecimal seconds(long millis) {
    return BigDecimal.valueOf(millis, DECIMALS_OF_MILLIS);
  }

  private String hex() {
    return String.format("%016x", random.nextLong());
  }
}
