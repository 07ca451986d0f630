// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.LocalCloudConfig;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** The CloudWatch Logs API, to read what functions log; thread-safe. */
public final class LogsService implements HttpHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Events of one answer. [CloudWatch Logs API, FilterLogEvents, GetLogEvents] */
  private static final int MAX_EVENTS = 10_000;

  private static final int MAX_LIST = 50;

  private final FunctionLogs logs;
  private final Map<String, Function<JsonNode, ObjectNode>> operations = new TreeMap<>();

  public LogsService(FunctionLogs logs) {
    this.logs = logs;
    operations.put("DescribeLogGroups", this::describeLogGroups);
    operations.put("DescribeLogStreams", this::describeLogStreams);
    operations.put("FilterLogEvents", this::filterLogEvents);
    operations.put("GetLogEvents", this::getLogEvents);
  }

  /** The operations it has, by AWS's names. */
  public List<String> operations() {
    return List.copyOf(operations.keySet());
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    String target = request.header("x-amz-target").orElse("");
    String name = target.substring(target.indexOf('.') + 1);
    try {
      Function<JsonNode, ObjectNode> operation = operations.get(name);
      if (operation == null) {
        throw new LogsException(
            "UnknownOperationException",
            "the local cloud has no CloudWatch Logs operation " + name);
      }
      JsonNode body = JSON.readTree(new String(request.body(), StandardCharsets.UTF_8));
      logs.refresh();
      return reply(200, operation.apply(body), Map.of());
    } catch (LogsException e) {
      return error(e.code(), String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      return error("SerializationException", e.getOriginalMessage());
    }
  }

  private static HttpReply error(String code, String message) {
    return reply(
        400,
        object().put("__type", code).put("message", message),
        Map.of("x-amzn-ErrorType", code));
  }

  private static HttpReply reply(int status, ObjectNode body, Map<String, String> more) {
    Map<String, String> headers = new TreeMap<>(more);
    headers.put("content-type", "application/x-amz-json-1.1");
    headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
    return new HttpReply(status, headers, body.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static String arn(String group) {
    return "arn:aws:logs:"
        + LocalCloudConfig.REGION
        + ":"
        + LocalCloudConfig.ACCOUNT
        + ":log-group:"
        + group;
  }

  private ObjectNode describeLogGroups(JsonNode request) {
    String prefix = request.path("logGroupNamePrefix").asText("");
    String part = request.path("logGroupNamePattern").asText("");
    List<ObjectNode> groups = new ArrayList<>();
    logs.groups()
        .forEach(
            (name, streams) -> {
              if (name.startsWith(prefix) && name.contains(part)) {
                List<LogEvent> events = logs.events(streams);
                ObjectNode group = object().put("logGroupName", name).put("arn", arn(name) + ":*");
                group.put("logGroupArn", arn(name)).put("logGroupClass", "STANDARD");
                group.put("metricFilterCount", 0).put("storedBytes", bytes(events));
                groups.add(
                    group.put(
                        "creationTime", events.isEmpty() ? 0 : events.getFirst().timestamp()));
              }
            });
    return page("logGroups", groups, request);
  }

  private static long bytes(List<LogEvent> events) {
    return events.stream().mapToLong(event -> event.message().length()).sum();
  }

  private static ObjectNode page(String list, List<ObjectNode> all, JsonNode request) {
    int from = Math.min(number(request.path("nextToken").asText("0")), all.size());
    int size = Math.clamp(request.path("limit").asInt(MAX_LIST), 1, MAX_LIST);
    int end = Math.min(all.size(), from + size);
    ObjectNode answer = object();
    answer.putArray(list).addAll(all.subList(from, end));
    return end < all.size() ? answer.put("nextToken", Integer.toString(end)) : answer;
  }

  private static int number(String token) {
    try {
      return Math.max(0, Integer.parseInt(token));
    } catch (NumberFormatException e) {
      throw LogsException.invalid("the token '" + token + "' is none of ours");
    }
  }

  /** The streams of the group that a request names, by name or ARN. */
  private List<String> streams(JsonNode request) {
    String named =
        request.path("logGroupName").asText(request.path("logGroupIdentifier").asText(""));
    int at = named.indexOf(":log-group:");
    String group = at < 0 ? named : named.substring(at + ":log-group:".length());
    List<String> streams = logs.groups().get(group);
    if (streams == null) {
      throw new LogsException(
          "ResourceNotFoundException", "The specified log group does not exist: " + group);
    }
    return streams;
  }

  private ObjectNode describeLogStreams(JsonNode request) {
    String prefix = request.path("logStreamNamePrefix").asText("");
    List<ObjectNode> found = new ArrayList<>();
    for (String name : streams(request)) {
      List<LogEvent> events = logs.events(List.of(name));
      if (name.startsWith(prefix)) {
        ObjectNode stream = object().put("logStreamName", name).put("storedBytes", 0);
        if (!events.isEmpty()) {
          stream.put("creationTime", events.getFirst().timestamp());
          stream.put("firstEventTimestamp", events.getFirst().timestamp());
          stream.put("lastEventTimestamp", events.getLast().timestamp());
          stream.put("lastIngestionTime", events.getLast().ingested());
        }
        found.add(stream);
      }
    }
    return page("logStreams", found, request);
  }

  private static Predicate<LogEvent> within(JsonNode request) {
    long from = request.path("startTime").asLong(Long.MIN_VALUE);
    long to = request.path("endTime").asLong(Long.MAX_VALUE);
    return event -> event.timestamp() >= from && event.timestamp() <= to;
  }

  private ObjectNode filterLogEvents(JsonNode request) {
    List<String> wanted = new ArrayList<>();
    request.path("logStreamNames").forEach(one -> wanted.add(one.asText()));
    String prefix = request.path("logStreamNamePrefix").asText("");
    List<String> streams =
        streams(request).stream()
            .filter(name -> wanted.isEmpty() || wanted.contains(name))
            .filter(name -> name.startsWith(prefix))
            .toList();
    Predicate<String> pattern = FilterPattern.parse(request.path("filterPattern").asText(""));
    int limit = Math.clamp(request.path("limit").asInt(MAX_EVENTS), 1, MAX_EVENTS);
    long after = request.hasNonNull("nextToken") ? position(request, "nextToken") : -1;
    // the token is the last event's place in time, then its number
    List<LogEvent> events = logs.events(streams);
    int from = after < 0 ? 0 : indexOf(events, after) + 1;
    ObjectNode answer = object();
    ArrayNode found = answer.putArray("events");
    Predicate<LogEvent> within = within(request);
    for (LogEvent event : events.subList(from, events.size())) {
      if (!within.test(event) || !pattern.test(event.message())) {
        continue;
      }
      if (found.size() == limit) {
        return answer.put("nextToken", found.get(limit - 1).path("eventId").asText());
      }
      found
          .addObject()
          .put("logStreamName", event.stream())
          .put("timestamp", event.timestamp())
          .put("message", event.message())
          .put("ingestionTime", event.ingested())
          .put("eventId", event.id());
    }
    answer.putArray("searchedLogStreams");
    return answer;
  }

  private static int indexOf(List<LogEvent> events, long number) {
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).number() == number) {
        return i;
      }
    }
    return -1; // forgotten meanwhile: what is left is all younger
  }

  private static long position(JsonNode request, String member) {
    String token = request.path(member).asText().replaceFirst("^[fb]/", "");
    try {
      return Long.parseLong(token);
    } catch (NumberFormatException e) {
      throw LogsException.invalid("the token '" + token + "' is none of ours");
    }
  }

  private ObjectNode getLogEvents(JsonNode request) {
    String name = request.path("logStreamName").asText("");
    if (!streams(request).contains(name)) {
      throw new LogsException(
          "ResourceNotFoundException", "The specified log stream does not exist.");
    }
    List<LogEvent> events = logs.events(List.of(name)).stream().filter(within(request)).toList();
    int limit = Math.clamp(request.path("limit").asInt(MAX_EVENTS), 1, MAX_EVENTS);
    String token = request.path("nextToken").asText("");
    int from;
    int to;
    if (token.startsWith("f/")) {
      from = indexOf(events, position(request, "nextToken")) + 1;
      to = Math.min(events.size(), from + limit);
    } else if (token.startsWith("b/")) {
      to = Math.max(0, indexOf(events, position(request, "nextToken")));
      from = Math.max(0, to - limit);
    } else if (request.path("startFromHead").asBoolean()) {
      from = 0;
      to = Math.min(events.size(), limit);
    } else {
      to = events.size();
      from = Math.max(0, to - limit);
    }
    ObjectNode answer = object();
    ArrayNode found = answer.putArray("events");
    for (LogEvent event : events.subList(from, to)) {
      found
          .addObject()
          .put("timestamp", event.timestamp())
          .put("message", event.message())
          .put("ingestionTime", event.ingested());
    }
    // at an end the token comes back as it was, which says so
    boolean some = from < to;
    String none = token.isEmpty() ? "0" : token.substring(2);
    answer.put("nextForwardToken", "f/" + (some ? events.get(to - 1).id() : none));
    answer.put("nextBackwardToken", "b/" + (some ? events.get(from).id() : none));
    return answer;
  }
}
