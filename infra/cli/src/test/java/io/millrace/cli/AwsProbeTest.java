// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.sun.net.httpserver.HttpServer;
import io.millrace.load.Probe;
import io.millrace.load.report.LoadReport;
import io.millrace.load.report.LoadReport.Stage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/** Against a canned CloudWatch on loopback: two minutes of two functions. */
class AwsProbeTest {

  private static final Instant BEGAN = Instant.parse("2026-11-23T12:00:20Z");

  private static final Map<String, List<Double>> METRICS =
      Map.ofEntries(
          Map.entry("millrace-enrich Invocations Sum", List.of(40.0, 60.0)),
          Map.entry("millrace-enrich Errors Sum", List.of(0.0, 2.0)),
          Map.entry("millrace-enrich Throttles Sum", List.of(1.0)),
          Map.entry("millrace-enrich ConcurrentExecutions Maximum", List.of(3.0, 4.0)),
          Map.entry("millrace-enrich Duration SampleCount", List.of(40.0, 60.0)),
          Map.entry("millrace-enrich Duration Sum", List.of(4_000.0, 9_000.0)),
          Map.entry("millrace-enrich Duration p99", List.of(250.0, 310.0)),
          Map.entry("millrace-enrich IteratorAge SampleCount", List.of(40.0, 60.0)),
          Map.entry("millrace-enrich IteratorAge Maximum", List.of(900.0, 1_400.0)),
          Map.entry("millrace-upload Invocations Sum", List.of(5.0)),
          Map.entry("millrace-upload Duration SampleCount", List.of(5.0)));

  private final CBORMapper cbor = new CBORMapper();
  private final List<JsonNode> asked = new ArrayList<>();
  private final List<Duration> pauses = new ArrayList<>();
  private HttpServer server;
  private CloudWatchClient cloudWatch;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          JsonNode request = cbor.readTree(exchange.getRequestBody().readAllBytes());
          asked.add(request);
          byte[] answer = cbor.writeValueAsBytes(Map.of("MetricDataResults", results(request)));
          exchange.getResponseHeaders().add("smithy-protocol", "rpc-v2-cbor");
          exchange.getResponseHeaders().add("content-type", "application/cbor");
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    cloudWatch =
        CloudWatchClient.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(Clients.LOCAL_CREDENTIALS))
            .httpClient(UrlConnectionHttpClient.create())
            .build();
  }

  @AfterEach
  void stop() {
    cloudWatch.close();
    server.stop(0);
  }

  private static List<Map<String, Object>> results(JsonNode request) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (JsonNode query : request.path("MetricDataQueries")) {
      JsonNode stat = query.path("MetricStat");
      JsonNode metric = stat.path("Metric");
      String key =
          metric.path("Dimensions").path(0).path("Value").asText()
              + " "
              + metric.path("MetricName").asText()
              + " "
              + stat.path("Stat").asText();
      results.add(
          Map.of("Id", query.path("Id").asText(), "Values", METRICS.getOrDefault(key, List.of())));
    }
    return results;
  }

  @Test
  void stages_areWhatCloudWatchHas_andNothingElse() {
    Probe probe = probe();
    probe.begin(BEGAN.toEpochMilli(), BEGAN.toEpochMilli());

    assertThat(probe.look().depth()).containsExactly(Map.entry("millrace-uploads", 7L));
    Probe.Measured measured = probe.end();

    assertThat(pauses).containsExactly(AwsProbe.LAG);
    assertThat(asked).hasSize(1);
    JsonNode request = asked.getFirst();
    assertThat(request.path("StartTime").asLong()).isEqualTo(BEGAN.getEpochSecond() - 20);
    assertThat(request.path("EndTime").asLong() % 60).isZero();
    assertThat(request.path("MetricDataQueries").path(0).path("MetricStat").path("Period").asInt())
        .isEqualTo(60);

    assertThat(measured.stages()).extracting(Stage::name).containsExactly("upload", "enrich");
    Stage enrich = measured.stages().getLast();
    assertThat(enrich.batches()).isEqualTo(100);
    assertThat(enrich.errors()).isEqualTo(2);
    assertThat(enrich.throttles()).isEqualTo(1);
    assertThat(enrich.concurrency()).isEqualTo(4);
    assertThat(enrich.duration().mean()).isEqualTo(130);
    assertThat(enrich.duration().p99()).as("of the worst minute").isEqualTo(310);
    assertThat(enrich.iteratorAge().max()).isEqualTo(1_400);
    assertThat(enrich.billedSeconds()).isEqualTo(13);
    assertThat(enrich.memoryMegabytes()).isNull();
    assertThat(enrich.cpuSeconds()).isNull();
    assertThat(enrich.initDuration().count()).isZero();
    assertThat(measured.stages().getFirst().iteratorAge().count()).isZero();
    assertThat(measured.seconds()).isEmpty();
    assertThat(measured.requests()).isEmpty();
    assertThat(measured.queues())
        .containsExactly(new LoadReport.Queue("millrace-uploads", 7, null));
  }

  private Probe probe() {
    return new AwsProbe(
        cloudWatch,
        () ->
            List.of(
                new Queues.Depth("millrace-uploads", 5, 2, false),
                new Queues.Depth("millrace-uploads-dlq", 9, 0, true)),
        () -> 0,
        List::of,
        "millrace",
        new LoadReport.Backend("AWS", "us-east-1", "", ""),
        pauses::add);
  }
}
