// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.xray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest traces, as many segments as it may hold. Thread-safe. */
final class TraceStore {
  private static final String SUBSEGMENTS = "subsegments";

  private final int maxSegments;
  private final Map<String, List<ObjectNode>> byTrace = new LinkedHashMap<>();
  private int segments;

  TraceStore(int maxSegments) {
    this.maxSegments = maxSegments;
  }

  /** Keeps a document, and forgets the oldest traces where there are too many. */
  synchronized void add(ObjectNode document) {
    String trace = document.path("trace_id").asText("");
    if (trace.isEmpty()) {
      return;
    }
    byTrace.computeIfAbsent(trace, id -> new ArrayList<>()).add(document);
    segments++;
    for (Iterator<List<ObjectNode>> oldest = byTrace.values().iterator();
        segments > maxSegments && oldest.hasNext(); ) {
      segments -= oldest.next().size();
      oldest.remove();
    }
  }

  /** The ids of all traces, oldest first. */
  synchronized List<String> ids() {
    return List.copyOf(byTrace.keySet());
  }

  /**
   * The segments of a trace, each with the subsegments that were sent for themselves; none when it
   * is not known.
   */
  synchronized List<ObjectNode> segments(String trace) {
    List<ObjectNode> whole = new ArrayList<>();
    Map<String, ObjectNode> byId = new HashMap<>();
    List<ObjectNode> parts = new ArrayList<>();
    for (ObjectNode document : byTrace.getOrDefault(trace, List.of())) {
      ObjectNode copy = document.deepCopy();
      if (copy.path("type").asText().equals("subsegment")) {
        parts.add(copy);
      } else {
        whole.add(copy);
        byId.put(copy.path("id").asText(), copy);
      }
    }
    for (ObjectNode part : parts) {
      ObjectNode parent = byId.get(part.path("parent_id").asText());
      if (parent == null) {
        whole.add(part);
      } else {
        subsegments(parent).add(part);
      }
    }
    return whole;
  }

  private static ArrayNode subsegments(ObjectNode parent) {
    return parent.get(SUBSEGMENTS) instanceof ArrayNode there
        ? there
        : parent.putArray(SUBSEGMENTS);
  }

  /** Every value of an annotation, in a segment or in any part of it. */
  static List<String> annotations(JsonNode segment, String key) {
    List<String> found = new ArrayList<>();
    JsonNode value = segment.path("annotations").path(key);
    if (value.isTextual()) {
      found.add(value.textValue());
    }
    for (JsonNode part : segment.path(SUBSEGMENTS)) {
      found.addAll(annotations(part, key));
    }
    return found;
  }
}
