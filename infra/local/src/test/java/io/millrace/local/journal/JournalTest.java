// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class JournalTest {

  private static final String REQUEST = "0e5e6b06-02ad-4068-9095-93d4160f9a18";

  private final Journal journal = new Journal(10);

  @Test
  void attempts_areFoundByPosition_source_andText() throws IOException {
    journal.add(attempt("enrich", "arn:events", 2, "49", ""));
    journal.add(attempt("publish", "arn:records", 2, "49", ""));
    journal.add(attempt("resize", "arn:resize", 1, "m", "{\"id\":\"a\"}"));

    assertThat(functions(Map.of("position", "491"))).containsExactly("enrich", "publish");
    assertThat(functions(Map.of("position", "491", "source", "arn:records")))
        .containsExactly("publish");
    assertThat(functions(Map.of("text", "\"id\":\"a\""))).containsExactly("resize");
    assertThat(functions(Map.of("position", "no such"))).isEmpty();
  }

  @Test
  void putOfAStreamRecord_leadsToItsInvocation_byTheTraceHeader() throws IOException {
    journal.add(attempt("upload", "arn:uploads", 1, "m", ""));
    String answer = "{\"ShardId\":\"shardId-1\",\"SequenceNumber\":\"4711\"}";
    PutRecording kinesis = new PutRecording(request -> HttpReply.json(200, answer), journal);
    kinesis.handle(
        new HttpRequest(
            "POST",
            "/",
            Map.of(),
            Map.of(
                "x-amz-target",
                "Kinesis_20131202.PutRecord",
                "x-amzn-trace-id",
                "Root=1-6743b2f1-"
                    + REQUEST.replace("-", "").substring(0, 24)
                    + ";Parent=1;Sampled=0"),
            new byte[0]));
    assertThat(functions(Map.of("put", "4711"))).containsExactly("upload");
    assertThat(functions(Map.of("put", "4712"))).isEmpty();
  }

  @Test
  void tooManyItems_pushOutTheOldest_andTheAnswerSaysSo() throws IOException {
    journal.add(attempt("first", "arn:events", 6, "1", ""));
    assertThat(answer(Map.of("position", "11")).path("complete").asBoolean()).isTrue();
    journal.add(attempt("second", "arn:events", 6, "2", ""));
    assertThat(functions(Map.of("position", "11"))).isEmpty();
    assertThat(functions(Map.of("position", "21"))).containsExactly("second");
    assertThat(answer(Map.of("position", "21")).path("complete").asBoolean()).isFalse();
  }

  @Test
  void after_givesWhatIsNew_withoutItems_andSaysWhenSomeOfItIsForgotten() throws IOException {
    journal.add(attempt("first", "arn:events", 6, "1", ""));
    assertThat(answer(Map.of("after", "0")).toString())
        .contains("\"last\":1", "\"complete\":true", "\"number\":1", "\"records\":6")
        .contains("\"durationMillis\":12.5", "\"initMillis\":null")
        .doesNotContain("items");
    assertThat(functions(Map.of("after", "1"))).isEmpty();
    journal.add(attempt("second", "arn:events", 6, "2", ""));
    journal.add(attempt("third", "arn:events", 4, "3", ""));
    assertThat(functions(Map.of("after", "1"))).containsExactly("second", "third");
    assertThat(answer(Map.of("after", "1")).path("complete").asBoolean()).isTrue();
    assertThat(functions(Map.of("after", "0"))).containsExactly("second", "third");
    assertThat(answer(Map.of("after", "0")).path("complete").asBoolean()).isFalse();
    assertThat(
            journal
                .answer(request("/_millrace/attempts", Map.of("after", "x")))
                .orElseThrow()
                .status())
        .isEqualTo(400);
  }

  @Test
  void noQuestion_isRefused_andAnotherPathIsNotOurs() {
    assertThat(journal.answer(request("/_millrace/attempts", Map.of())).orElseThrow().status())
        .isEqualTo(400);
    assertThat(journal.answer(request("/_millrace/status", Map.of()))).isEmpty();
  }

  private List<String> functions(Map<String, String> query) throws IOException {
    return answer(query).path("attempts").findValuesAsText("function");
  }

  private JsonNode answer(Map<String, String> query) throws IOException {
    HttpReply reply = journal.answer(request("/_millrace/attempts", query)).orElseThrow();
    return new ObjectMapper().readTree(new String(reply.body(), UTF_8));
  }

  private static HttpRequest request(String path, Map<String, String> query) {
    return new HttpRequest("GET", path, query, Map.of(), new byte[0]);
  }

  private static Attempt attempt(
      String function, String source, int items, String prefix, String body) {
    return new Attempt(
        function,
        source,
        REQUEST,
        1,
        2,
        "succeeded",
        List.of(),
        IntStream.rangeClosed(1, items).mapToObj(i -> new Attempt.Item(prefix + i, body)).toList(),
        new Attempt.Measured(1, 100, 12.5, null, 90L));
  }
}
