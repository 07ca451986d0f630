// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * A failure object, read: the function, the event it was given, and its records in order. Beside
 * what Lambda writes it may hold {@code rejects}, {@code {"id","part","at"}} each: an item that the
 * record at that position replaces; and {@code runs}, how many neighbours stand together where
 * records between them are done and gone.
 */
final class FailedBatch {

  private static final String PAYLOAD = "payload";
  private static final String RECORDS = "Records";
  private static final String REJECTS = "rejects";
  private static final String RUNS = "runs";
  private static final String LATEST = ":$LATEST";

  private final ObjectNode document;
  private final ObjectNode event;
  private final String function;
  private final Source source;
  private final List<JsonNode> records;
  private final List<List<JsonNode>> runs;
  private final List<Reject> rejects;

  /**
   * An item that a record replaces.
   *
   * @param at position of the record
   */
  record Reject(String id, String part, int at) {}

  private FailedBatch(ObjectNode document, ObjectNode event) throws WrongObjectException {
    this.document = document;
    this.event = event;
    function = functionOf(document);
    records = event.path(RECORDS).valueStream().toList();
    source = records.isEmpty() ? Source.KINESIS : Source.of(records.getFirst());
    for (JsonNode record : records) {
      if (Source.of(record) != source || source.id(record).isEmpty()) {
        throw new WrongObjectException("its records are not all of one source, or lack their ids");
      }
    }
    runs = runsOf(document.path(RUNS), records);
    rejects = rejectsOf(document.path(REJECTS), records.size());
  }

  static FailedBatch read(byte[] json) throws WrongObjectException {
    ObjectNode document = object(json, "it");
    JsonNode payload = document.path(PAYLOAD);
    if (!payload.isTextual()) {
      throw new WrongObjectException(
          "it has no payload: only a bucket as on-failure destination keeps the records");
    }
    ObjectNode event =
        object(payload.textValue().getBytes(StandardCharsets.UTF_8), "what its payload holds");
    if (!event.path(RECORDS).isArray()) {
      throw new WrongObjectException("what its payload holds is no event: it has no Records");
    }
    return new FailedBatch(document, event);
  }

  private static ObjectNode object(byte[] json, String what) throws WrongObjectException {
    try {
      if (Json.document(json) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      throw new WrongObjectException(
          what + " is not JSON: " + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
    }
    throw new WrongObjectException(what + " is no JSON object");
  }

  private static String functionOf(ObjectNode document) throws WrongObjectException {
    String arn = document.at("/requestContext/functionArn").asText();
    if (!arn.startsWith("arn:") || !arn.contains(":function:")) {
      throw new WrongObjectException("its requestContext.functionArn is \"" + arn + '"');
    }
    return arn.endsWith(LATEST) ? arn.substring(0, arn.length() - LATEST.length()) : arn;
  }

  private static List<List<JsonNode>> runsOf(JsonNode sizes, List<JsonNode> records)
      throws WrongObjectException {
    if (!sizes.isArray()) {
      return records.isEmpty() ? List.of() : List.of(records);
    }
    List<List<JsonNode>> runs = new ArrayList<>();
    int from = 0;
    for (JsonNode size : sizes) {
      int to = from + size.asInt();
      if (to <= from || to > records.size()) {
        break;
      }
      runs.add(records.subList(from, to));
      from = to;
    }
    if (from != records.size()) {
      throw new WrongObjectException(
          "its runs " + sizes + " are not its " + records.size() + " records");
    }
    return runs;
  }

  private static List<Reject> rejectsOf(JsonNode listed, int records) throws WrongObjectException {
    List<Reject> rejects = new ArrayList<>();
    for (JsonNode reject : listed) {
      int at = reject.path("at").asInt(-1);
      if (at < 0 || at >= records) {
        throw new WrongObjectException(
            "a reject stands at record " + reject.path("at") + " of " + records);
      }
      rejects.add(new Reject(reject.path("id").asText(), reject.path("part").asText(), at));
    }
    return rejects;
  }

  /** ARN of the function, without a version. */
  String function() {
    return function;
  }

  Source source() {
    return source;
  }

  int size() {
    return records.size();
  }

  /** Stretches of records between which nothing is missing; one invocation never joins two. */
  List<List<JsonNode>> runs() {
    return runs;
  }

  List<Reject> rejects() {
    return rejects;
  }

  /** When the oldest record came; {@code none} when there is no record. */
  Instant oldest(Instant none) throws WrongObjectException {
    Instant oldest = none;
    for (JsonNode record : records) {
      Instant arrival = source.arrival(record);
      oldest = arrival.isBefore(oldest) ? arrival : oldest;
    }
    return oldest;
  }

  /** The event with some of its records: shard, window and all else stay. */
  String event(List<JsonNode> some) {
    return withRecords(some).toString();
  }

  /** The object with what is left of it, in these runs; records are told by identity. */
  byte[] rest(List<List<JsonNode>> left) {
    ObjectNode rest = document.deepCopy();
    rest.put(PAYLOAD, withRecords(left.stream().flatMap(List::stream).toList()).toString());
    ArrayNode sizes = rest.putArray(RUNS);
    left.forEach(run -> sizes.add(run.size()));
    if (!rejects.isEmpty()) {
      Map<JsonNode, Integer> positions = new IdentityHashMap<>();
      left.forEach(run -> run.forEach(record -> positions.put(record, positions.size())));
      ArrayNode kept = rest.putArray(REJECTS);
      for (Reject reject : rejects) {
        Integer at = positions.get(records.get(reject.at()));
        if (at != null) {
          kept.addObject().put("id", reject.id()).put("part", reject.part()).put("at", at);
        }
      }
    }
    return rest.toString().getBytes(StandardCharsets.UTF_8);
  }

  private ObjectNode withRecords(List<JsonNode> some) {
    ObjectNode copy = event.objectNode();
    event
        .properties()
        .forEach(
            field -> {
              if (field.getKey().equals(RECORDS)) {
                copy.putArray(RECORDS).addAll(some);
              } else {
                copy.set(field.getKey(), field.getValue());
              }
            });
    return copy;
  }
}
