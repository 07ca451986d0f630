// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogsServiceTest {
  private static final String GROUP = "\"logGroupName\":\"/aws/lambda/f\"";
  private static final Instant NOW = Instant.parse("2026-11-23T09:00:10Z");

  @TempDir private Path directory;
  private final List<String> seen = new ArrayList<>();
  private Path file;
  private LogsService service;

  @BeforeEach
  void start() throws IOException {
    file = directory.resolve("f.log");
    service =
        new LogsService(
            new FunctionLogs(
                () -> List.of(new FunctionLogs.Source("/aws/lambda/f", "f", file)),
                seen::add,
                InstantSource.fixed(NOW)));
    write("{\"timestamp\":\"2026-11-23T09:00:01.5Z\",\"level\":\"INFO\"}\nplain\nhal");
  }

  private void write(String text) throws IOException {
    Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private JsonNode call(String operation, String body) throws IOException {
    HttpReply reply =
        service.handle(
            new HttpRequest(
                "POST",
                "/",
                Map.of(),
                Map.of("x-amz-target", "Logs_20140328." + operation),
                body.getBytes(StandardCharsets.UTF_8)));
    return new ObjectMapper().readTree(reply.body());
  }

  @Test
  void lines_becomeEvents_whenTheyAreComplete() throws IOException {
    JsonNode first = call("FilterLogEvents", "{" + GROUP + "}");
    assertThat(first.path("events").findValuesAsText("message"))
        .containsExactly("{\"timestamp\":\"2026-11-23T09:00:01.5Z\",\"level\":\"INFO\"}", "plain");
    assertThat(first.path("events").path(0).path("timestamp").asLong())
        .isEqualTo(Instant.parse("2026-11-23T09:00:01.5Z").toEpochMilli());
    assertThat(first.path("events").path(1).path("timestamp").asLong())
        .isEqualTo(NOW.toEpochMilli());

    write("f\n");
    assertThat(call("FilterLogEvents", "{" + GROUP + ",\"filterPattern\":\"half\"}").path("events"))
        .hasSize(1);
    assertThat(
            call("FilterLogEvents", "{" + GROUP + ",\"filterPattern\":\"{ $.level = INFO }\"}")
                .path("events"))
        .hasSize(1);
    assertThat(seen).as("each once").hasSize(3);
  }

  @Test
  void pages_leadThroughAllEvents() throws IOException {
    write("f\n");
    List<String> found = new ArrayList<>();
    String token = "";
    do {
      JsonNode page = call("FilterLogEvents", "{" + GROUP + ",\"limit\":1" + token + "}");
      found.addAll(page.path("events").findValuesAsText("message"));
      token = page.has("nextToken") ? ",\"nextToken\":" + page.path("nextToken") : "";
    } while (!token.isEmpty());
    assertThat(found).hasSize(3).endsWith("plain", "half");

    String stream = "{" + GROUP + ",\"logStreamName\":\"f\",\"limit\":2";
    JsonNode last = call("GetLogEvents", stream + "}");
    assertThat(last.path("events").findValuesAsText("message")).containsExactly("plain", "half");
    JsonNode before =
        call("GetLogEvents", stream + ",\"nextToken\":" + last.path("nextBackwardToken") + "}");
    assertThat(before.path("events")).hasSize(1);
    JsonNode end =
        call("GetLogEvents", stream + ",\"nextToken\":" + last.path("nextForwardToken") + "}");
    assertThat(end.path("events")).isEmpty();
    assertThat(end.path("nextForwardToken")).isEqualTo(last.path("nextForwardToken"));
  }

  @Test
  void groupsAndStreams_areListed_andWhatIsNotThereIsSaid() throws IOException {
    assertThat(
            call("DescribeLogGroups", "{\"logGroupNamePrefix\":\"/aws\"}")
                .findValuesAsText("logGroupName"))
        .containsExactly("/aws/lambda/f");
    assertThat(call("DescribeLogStreams", "{" + GROUP + "}").findValuesAsText("logStreamName"))
        .containsExactly("f");
    assertThat(call("FilterLogEvents", "{\"logGroupName\":\"no\"}").path("__type").asText())
        .isEqualTo("ResourceNotFoundException");
    assertThat(call("StartQuery", "{}").path("message").asText())
        .isEqualTo("the local cloud has no CloudWatch Logs operation StartQuery");
  }
}
