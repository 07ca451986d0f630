// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.xray;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * X-Ray's API, as much as finds a record's traces: {@code GetTraceSummaries} by that annotation,
 * {@code BatchGetTraces} and {@code PutTraceSegments}. [X-Ray API reference] Thread-safe.
 */
public final class XRayService implements HttpHandler {
  /** The annotation that the stages make. */
  private static final String RECORD_ID = "record_id";

  private static final Pattern FILTER =
      Pattern.compile(
          "\\s*annotation(?:\\." + RECORD_ID + "|\\[" + RECORD_ID + "])\\s*=\\s*\"([^\"]*)\"\\s*");

  private static final int MAX_SUMMARIES = 1_000;
  private static final String TRACES = "/_millrace/traces";

  /** By path. [X-Ray API reference, request syntax of each] */
  private static final Map<String, String> OPERATIONS =
      Map.of(
          "/TraceSummaries", "GetTraceSummaries",
          "/Traces", "BatchGetTraces",
          "/TraceSegments", "PutTraceSegments",
          "/TelemetryRecords", "PutTelemetryRecords",
          "/ServiceGraph", "GetServiceGraph",
          "/TraceGraph", "GetTraceGraph",
          "/GetSamplingRules", "GetSamplingRules",
          "/SamplingTargets", "GetSamplingTargets");

  private final XRay xray;
  private final ObjectMapper json = new ObjectMapper();

  public XRayService(XRay xray) {
    this.xray = xray;
  }

  /** The operation at a path; the path itself when there is none. */
  public static String operation(String path) {
    return OPERATIONS.getOrDefault(path, path);
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    JsonNode body;
    try {
      body = json.readTree(request.body());
    } catch (IOException e) {
      return refused(400, "InvalidRequestException", "the request is not JSON");
    }
    String operation = operation(request.path());
    return switch (operation) {
      case "GetTraceSummaries" -> summaries(body);
      case "BatchGetTraces" -> traces(body);
      case "PutTraceSegments" -> {
        body.path("TraceSegmentDocuments").forEach(one -> xray.segment(one.asText()));
        yield ok(json.createArrayNode(), "UnprocessedTraceSegments");
      }
      default ->
          refused(
              501,
              "UnknownOperationException",
              "the operation " + operation + " of X-Ray is not supported by the local cloud");
    };
  }

  /**
   * Answers {@code GET /_millrace/traces?record=…} with the traces, and the functions in each that
   * had the record; empty for another path.
   */
  public Optional<HttpReply> answer(HttpRequest request) {
    if (!request.path().equals(TRACES)) {
      return Optional.empty();
    }
    String record = request.query().getOrDefault("record", "");
    ArrayNode traces = json.createArrayNode();
    for (String id : found(record)) {
      ArrayNode functions = traces.addObject().put("id", id).putArray("functions");
      for (ObjectNode segment : xray.store().segments(id)) {
        if (TraceStore.annotations(segment, RECORD_ID).contains(record)) {
          functions.add(segment.path("name").asText());
        }
      }
    }
    return Optional.of(ok(traces, "traces"));
  }

  private List<String> found(String recordId) {
    List<String> ids = new ArrayList<>();
    for (String id : xray.store().ids()) {
      if (xray.store().segments(id).stream()
          .anyMatch(one -> TraceStore.annotations(one, RECORD_ID).contains(recordId))) {
        ids.add(id);
      }
    }
    return ids;
  }

  private HttpReply summaries(JsonNode request) {
    String filter = request.path("FilterExpression").asText("");
    Matcher wanted = FILTER.matcher(filter);
    boolean all = filter.isBlank();
    if (!all && !wanted.matches()) {
      return refused(
          400,
          "InvalidRequestException",
          "FilterExpression: "
              + filter
              + " is not supported by the local cloud; supported is annotation."
              + RECORD_ID
              + " = \"…\"");
    }
    double from = request.path("StartTime").asDouble(0);
    double to = request.path("EndTime").asDouble(Double.MAX_VALUE);
    ArrayNode summaries = json.createArrayNode();
    for (String id : (all ? xray.store().ids() : found(wanted.group(1))).reversed()) {
      List<ObjectNode> segments = xray.store().segments(id);
      double began = began(segments);
      if (began >= from && began <= to && summaries.size() < MAX_SUMMARIES) {
        summaries.add(summary(id, segments));
      }
    }
    return ok(summaries, "TraceSummaries");
  }

  private ObjectNode summary(String id, List<ObjectNode> segments) {
    ObjectNode summary = json.createObjectNode();
    double duration = ended(segments) - began(segments);
    boolean fault = segments.stream().anyMatch(one -> one.path("fault").asBoolean());
    summary
        .put("Id", id)
        .put("StartTime", began(segments))
        .put("Duration", duration)
        .put("ResponseTime", duration)
        .put("HasFault", fault)
        .put("HasError", false)
        .put("HasThrottle", false)
        .put("IsPartial", false);
    ArrayNode services = summary.putArray("ServiceIds");
    ArrayNode values = summary.putObject("Annotations").putArray(RECORD_ID);
    for (ObjectNode segment : segments) {
      services.addObject().put("Name", segment.path("name").asText());
      for (String value : new TreeSet<>(TraceStore.annotations(segment, RECORD_ID))) {
        ObjectNode entry = values.addObject();
        entry.putObject("AnnotationValue").put("StringValue", value);
        entry.putArray("ServiceIds").addObject().put("Name", segment.path("name").asText());
      }
    }
    return summary;
  }

  private HttpReply traces(JsonNode request) {
    ObjectNode answer = json.createObjectNode();
    ArrayNode traces = answer.putArray("Traces");
    ArrayNode unknown = answer.putArray("UnprocessedTraceIds");
    for (JsonNode id : request.path("TraceIds")) {
      List<ObjectNode> segments = xray.store().segments(id.asText());
      if (segments.isEmpty()) {
        unknown.add(id.asText());
        continue;
      }
      ObjectNode trace = traces.addObject().put("Id", id.asText());
      trace.put("Duration", ended(segments) - began(segments)).put("LimitExceeded", false);
      ArrayNode documents = trace.putArray("Segments");
      for (ObjectNode segment : segments) {
        documents
            .addObject()
            .put("Id", segment.path("id").asText())
            .put("Document", segment.toString());
      }
    }
    return HttpReply.json(200, answer.toString());
  }

  private static double began(List<ObjectNode> segments) {
    return segments.stream().mapToDouble(s -> s.path("start_time").asDouble()).min().orElse(0);
  }

  private static double ended(List<ObjectNode> segments) {
    return segments.stream().mapToDouble(s -> s.path("end_time").asDouble()).max().orElse(0);
  }

  private HttpReply ok(ArrayNode list, String name) {
    ObjectNode answer = json.createObjectNode();
    answer.set(name, list);
    return HttpReply.json(200, answer.toString());
  }

  private HttpReply refused(int status, String type, String message) {
    ObjectNode error = json.createObjectNode().put("__type", type).put("Message", message);
    return new HttpReply(
        status,
        Map.of("content-type", "application/json", "x-amzn-errortype", type),
        error.toString().getBytes(StandardCharsets.UTF_8));
  }
}
