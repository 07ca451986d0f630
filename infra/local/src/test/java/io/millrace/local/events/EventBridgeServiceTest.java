// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventBridgeServiceTest {
  private static final Map<String, Object> ENTRY =
      Map.of(
          "Source",
          "millrace",
          "DetailType",
          "photo ready",
          "Detail",
          "{\"id\":1}",
          "EventBusName",
          "photos");

  private final ObjectMapper json = new ObjectMapper();
  @TempDir private Path directory;
  private EventBridgeService service;

  @BeforeEach
  void start() {
    service =
        new EventBridgeService(
            directory,
            Optional.of(directory.resolve("buses")),
            () -> Instant.parse("2026-11-23T10:00:00.9Z"));
  }

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void event_isLogged_asATargetWouldGetIt() throws IOException {
    call("CreateEventBus", Map.of("Name", "photos"));
    JsonNode answer = body(call("PutEvents", Map.of("Entries", List.of(ENTRY))));

    assertThat(answer.path("FailedEntryCount").asInt()).isZero();
    JsonNode logged = json.readTree(service.lastEvents().getFirst());
    assertThat(logged.path("eventBus").asText()).isEqualTo("photos");
    assertThat(logged.at("/event/id").asText()).isEqualTo(answer.at("/Entries/0/EventId").asText());
    assertThat(logged.at("/event/detail-type").asText()).isEqualTo("photo ready");
    assertThat(logged.at("/event/time").asText()).isEqualTo("2026-11-23T10:00:00Z");
    assertThat(logged.at("/event/detail/id").asInt()).isEqualTo(1);
    assertThat(Files.readAllLines(directory.resolve("events.log"))).hasSize(1);
  }

  @Test
  void entryThatIsWrong_failsAlone() throws IOException {
    call("CreateEventBus", Map.of("Name", "photos"));
    Map<String, Object> malformed =
        Map.of("Source", "s", "DetailType", "d", "Detail", "{", "EventBusName", "photos");
    Map<String, Object> nowhere =
        Map.of("Source", "s", "DetailType", "d", "Detail", "{}", "EventBusName", "none");
    Map<String, Object> incomplete = Map.of("Source", "s", "Detail", "{}");

    JsonNode answer =
        body(call("PutEvents", Map.of("Entries", List.of(ENTRY, malformed, nowhere, incomplete))));

    assertThat(answer.path("FailedEntryCount").asInt()).isEqualTo(3);
    assertThat(answer.path("Entries").findValuesAsText("ErrorCode"))
        .containsExactly("MalformedDetail", "ResourceNotFoundException", "InvalidArgument");
    assertThat(service.lastEvents()).hasSize(1);
  }

  @Test
  void limits_areTenEntriesAnd256Kilobytes() throws IOException {
    assertThat(type(call("PutEvents", Map.of("Entries", Collections.nCopies(11, ENTRY)))))
        .isEqualTo("ValidationException");
    Map<String, Object> large =
        Map.of(
            "Source",
            "s",
            "DetailType",
            "d",
            "Detail",
            "{\"x\":\"" + "y".repeat(256 * 1024) + "\"}");
    assertThat(type(call("PutEvents", Map.of("Entries", List.of(large)))))
        .isEqualTo("ValidationException");
  }

  @Test
  void buses_areNamedOnce_andSurviveARestart() throws IOException {
    call("CreateEventBus", Map.of("Name", "photos"));
    assertThat(type(call("CreateEventBus", Map.of("Name", "photos"))))
        .isEqualTo("ResourceAlreadyExistsException");
    assertThat(type(call("DescribeEventBus", Map.of("Name", "none"))))
        .isEqualTo("ResourceNotFoundException");

    service.close();
    start();
    assertThat(body(call("ListEventBuses", Map.of())).path("EventBuses").findValuesAsText("Name"))
        .containsExactly("default", "photos");
    assertThat(type(call("PutRule", Map.of()))).isEqualTo("UnknownOperationException");
  }

  private HttpReply call(String operation, Map<String, ?> request) throws IOException {
    return service.handle(
        new HttpRequest(
            "POST",
            "/",
            Map.of(),
            Map.of("x-amz-target", "AWSEvents." + operation),
            json.writeValueAsBytes(request)));
  }

  private JsonNode body(HttpReply reply) throws IOException {
    assertThat(reply.status()).isEqualTo(200);
    return json.readTree(reply.body());
  }

  private String type(HttpReply reply) throws IOException {
    assertThat(reply.status()).isEqualTo(400);
    return json.readTree(reply.body()).path("__type").asText();
  }
}
