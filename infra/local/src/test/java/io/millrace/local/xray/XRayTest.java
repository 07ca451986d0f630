// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.xray;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import io.millrace.local.lambda.Waiting;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class XRayTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FUNCTION =
      """
      {"trace_id":"1-0-a","id":"f","name":"millrace-enrich","start_time":10.5,"end_time":11}""";
  private static final String PART =
      """
      {"type":"subsegment","trace_id":"1-0-a","parent_id":"f","id":"p","name":"enrich",
      "start_time":10.6,"end_time":10.9,"subsegments":[{"id":"r","name":"record",
      "start_time":10.7,"end_time":10.9,"annotations":{"record_id":"the-id"}}]}""";

  @Test
  void segmentSentByDatagram_isFoundByItsRecord_withinItsFunction() throws IOException {
    try (XRay xray = XRay.start(InstantSource.system())) {
      XRayService service = new XRayService(xray);
      xray.segment(FUNCTION);
      send(xray, "no JSON");
      send(xray, PART);
      Waiting.until(
          "the datagram is there",
          () -> xray.store().segments("1-0-a").getFirst().has("subsegments"));

      JsonNode found =
          post(
              service,
              "/TraceSummaries",
              "{\"FilterExpression\":\"annotation.record_id = \\\"the-id\\\"\"}");
      assertThat(found.at("/TraceSummaries/0/Id").asText()).isEqualTo("1-0-a");
      assertThat(found.at("/TraceSummaries/0/Duration").asDouble()).isEqualTo(0.5);
      assertThat(
              found
                  .at("/TraceSummaries/0/Annotations/record_id/0/AnnotationValue/StringValue")
                  .asText())
          .isEqualTo("the-id");
      assertThat(
              post(
                      service,
                      "/TraceSummaries",
                      "{\"FilterExpression\":\"annotation[record_id]=\\\"x\\\"\"}")
                  .path("TraceSummaries"))
          .isEmpty();

      JsonNode traces = post(service, "/Traces", "{\"TraceIds\":[\"1-0-a\",\"1-0-b\"]}");
      assertThat(traces.at("/Traces/0/Segments")).hasSize(1);
      assertThat(
              JSON.readTree(traces.at("/Traces/0/Segments/0/Document").asText())
                  .at("/subsegments/0/subsegments/0/annotations/record_id")
                  .asText())
          .isEqualTo("the-id");
      assertThat(traces.at("/UnprocessedTraceIds/0").asText()).isEqualTo("1-0-b");

      assertThat(service.handle(request("/TraceSummaries", "{\"FilterExpression\":\"fault\"}")))
          .satisfies(
              reply -> {
                assertThat(reply.status()).isEqualTo(400);
                assertThat(new String(reply.body(), UTF_8)).contains("supported is annotation");
              });
      assertThat(service.handle(request("/ServiceGraph", "{}")).status()).isEqualTo(501);
    }
  }

  @Test
  void oldestTraces_areForgottenWhole() {
    TraceStore store = new TraceStore(3);
    for (String id : "a1 a2 b1 c1 c2".split(" ")) {
      ObjectNode segment = JSON.createObjectNode();
      store.add(segment.put("trace_id", id.substring(0, 1)).put("id", id));
    }
    assertThat(store.ids()).containsExactly("b", "c");
    assertThat(store.segments("a")).isEmpty();
  }

  @Test
  void firstOfEverySecondIsSampled_andAFewOfTheOthers() {
    AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    AtomicInteger asked = new AtomicInteger();
    Sampling sampling = new Sampling(now::get, () -> asked.getAndIncrement() % 100 / 100.0);
    int sampled = 0;
    for (int i = 0; i < 101; i++) {
      sampled += sampling.sampled("f") ? 1 : 0;
    }
    assertThat(sampled).isEqualTo(1 + 5);
    assertThat(sampling.sampled("g")).isTrue();
    now.set(now.get().plusSeconds(1));
    assertThat(sampling.sampled("f")).isTrue();
  }

  private static void send(XRay xray, String document) throws IOException {
    byte[] bytes = ("{\"format\":\"json\",\"version\":1}\n" + document).getBytes(UTF_8);
    String[] address = xray.daemon().orElseThrow().split(":");
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.send(
          new DatagramPacket(
              bytes,
              bytes.length,
              new InetSocketAddress(address[0], Integer.parseInt(address[1]))));
    }
  }

  private static JsonNode post(XRayService service, String path, String body) throws IOException {
    HttpReply reply = service.handle(request(path, body));
    assertThat(reply.status()).isEqualTo(200);
    return JSON.readTree(reply.body());
  }

  private static HttpRequest request(String path, String body) {
    return new HttpRequest("POST", path, Map.of(), Map.of(), body.getBytes(UTF_8));
  }
}
