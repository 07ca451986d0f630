// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.LocalCloudConfig;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The EventBridge API; thread-safe. */
public final class EventBridgeService implements HttpHandler, AutoCloseable {
  /** Entries of one PutEvents. */
  private static final int MAX_ENTRIES = 10;

  /** Bytes of all entries of one PutEvents, counted as the user guide says (a time counts 14). */
  private static final int MAX_BYTES = 256 * 1024;

  private static final int TIME_BYTES = 14;
  private static final int KEPT = 1_000;

  private final ObjectMapper json = new ObjectMapper();
  private final EventBuses buses;
  private final EventLog log;
  private final InstantSource clock;

  /**
   * @param directory where {@code events.log} goes
   * @param busesFile where the names of buses are kept, absent = in memory only
   */
  public EventBridgeService(Path directory, Optional<Path> busesFile, InstantSource clock) {
    this.buses = new EventBuses(busesFile);
    this.log = new EventLog(directory.resolve("events.log"), KEPT);
    this.clock = clock;
  }

  /**
   * The last events put on buses, oldest first, each as JSON with the members eventBus and event.
   */
  public List<String> lastEvents() {
    return log.last();
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    String target = request.header("x-amz-target").orElse("");
    try {
      JsonNode body =
          json.readTree(request.body().length == 0 ? new byte[] {'{', '}'} : request.body());
      return reply(200, answer(target.substring(target.indexOf('.') + 1), body), Map.of());
    } catch (EventBridgeException e) {
      return error(e.type(), String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return error("SerializationException", "The request is not JSON: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    log.close();
  }

  private ObjectNode answer(String operation, JsonNode request) {
    String name = request.path("Name").asText("");
    return switch (operation) {
      case "CreateEventBus" -> {
        buses.create(name);
        yield json.createObjectNode().put("EventBusArn", EventBuses.arn(name));
      }
      case "DeleteEventBus" -> {
        buses.delete(name);
        yield json.createObjectNode();
      }
      case "DescribeEventBus" -> describe(EventBuses.name(name));
      case "ListEventBuses" -> {
        ObjectNode answer = json.createObjectNode();
        ArrayNode list = answer.putArray("EventBuses");
        buses
            .startingWith(request.path("NamePrefix").asText(""))
            .forEach(bus -> list.add(bus(bus)));
        yield answer;
      }
      case "PutEvents" -> putEvents(request.path("Entries"));
      default ->
          throw new EventBridgeException(
              "UnknownOperationException",
              "The local EventBridge has no operation '" + operation + "'.");
    };
  }

  private ObjectNode describe(String name) {
    if (!buses.has(name)) {
      throw new EventBridgeException(
          "ResourceNotFoundException", "Event bus " + name + " does not exist.");
    }
    return bus(name);
  }

  private ObjectNode bus(String name) {
    return json.createObjectNode().put("Name", name).put("Arn", EventBuses.arn(name));
  }

  private ObjectNode putEvents(JsonNode entries) {
    if (entries.isEmpty() || entries.size() > MAX_ENTRIES) {
      throw new EventBridgeException(
          "ValidationException",
          "1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length"
              + " between 1 and "
              + MAX_ENTRIES);
    }
    long bytes = entries.valueStream().mapToLong(EventBridgeService::size).sum();
    if (bytes > MAX_BYTES) {
      throw new EventBridgeException(
          "ValidationException", "Total size of the entries in the request is over the limit.");
    }
    ObjectNode answer = json.createObjectNode();
    ArrayNode results = json.createArrayNode();
    int failed = 0;
    for (JsonNode entry : entries) {
      ObjectNode result = put(entry);
      failed += result.has("ErrorCode") ? 1 : 0;
      results.add(result);
    }
    answer.put("FailedEntryCount", failed).set("Entries", results);
    return answer;
  }

  private ObjectNode put(JsonNode entry) {
    for (String required : List.of("Source", "DetailType", "Detail")) {
      if (entry.path(required).asText("").isEmpty()) {
        return failure(
            "InvalidArgument",
            "Parameter "
                + required
                + " is not valid. Reason: "
                + required
                + " is a required argument.");
      }
    }
    String bus = EventBuses.name(entry.path("EventBusName").asText(""));
    if (!buses.has(bus)) {
      return failure("ResourceNotFoundException", "Event bus " + bus + " does not exist.");
    }
    JsonNode detail;
    try {
      detail = json.readTree(entry.path("Detail").asText());
    } catch (JsonProcessingException e) {
      return failure("MalformedDetail", "Detail is malformed.");
    }
    if (!detail.isObject()) {
      return failure("MalformedDetail", "Detail is malformed.");
    }
    String id = UUID.randomUUID().toString();
    ObjectNode event = json.createObjectNode().put("version", "0").put("id", id);
    event.put("detail-type", entry.path("DetailType").asText());
    event.put("source", entry.path("Source").asText()).put("account", LocalCloudConfig.ACCOUNT);
    event.put("time", time(entry).toString()).put("region", LocalCloudConfig.REGION);
    ArrayNode resources = event.putArray("resources");
    entry.path("Resources").forEach(resources::add);
    event.set("detail", detail);
    ObjectNode logged = json.createObjectNode().put("eventBus", bus);
    logged.set("event", event);
    log.add(logged.toString());
    return json.createObjectNode().put("EventId", id);
  }

  private Instant time(JsonNode entry) {
    JsonNode time = entry.path("Time");
    Instant instant =
        time.isNumber()
            ? Instant.ofEpochMilli(Math.round(time.asDouble() * 1000))
            : clock.instant();
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }

  private static long size(JsonNode entry) {
    long size = entry.has("Time") ? TIME_BYTES : 0;
    for (String member : List.of("Source", "DetailType", "Detail")) {
      size += utf8(entry.path(member).asText(""));
    }
    return size
        + entry.path("Resources").valueStream().mapToLong(node -> utf8(node.asText())).sum();
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private ObjectNode failure(String code, String message) {
    return json.createObjectNode().put("ErrorCode", code).put("ErrorMessage", message);
  }

  private HttpReply error(String type, String message) {
    return reply(
        400,
        json.createObjectNode().put("__type", type).put("message", message),
        Map.of("x-amzn-ErrorType", type));
  }

  private static HttpReply reply(int status, ObjectNode body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("content-type", "application/x-amz-json-1.1");
    headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
    return new HttpReply(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
