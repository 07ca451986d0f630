// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.operations.DeploymentHook.Verdict;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.Synthetic;
import io.millrace.shared.port.InMemoryRecordStore;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hook on twins: a function whose answers are given, a table, a bucket. */
class DeploymentHookTest {
  private static final Instant NOW = Instant.parse("2026-11-23T20:05:00.123Z");
  private static final String DONE = "{\"batchItemFailures\":[]}";

  private final InMemoryRecordStore records = new InMemoryRecordStore();
  private final TreeMap<String, byte[]> bucket = new TreeMap<>();
  private final Deque<Functions.Answer> answers = new ArrayDeque<>();
  private final List<String> invoked = new ArrayList<>();
  private boolean writes = true;

  private static Deployed deployed(String stage) {
    return new Deployed("my-stack-" + stage, "live", "6", "7");
  }

  /** Answers what is given, the last of it for ever; as enrich it writes what it is sent. */
  private Functions.Answer invoke(String version, String event) {
    invoked.add(event);
    assertThat(version).startsWith("my-stack-").endsWith(":7");
    if (version.contains("enrich") && writes) {
      store(event);
    }
    return answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
  }

  private void store(String batch) {
    try {
      JsonNode data = Json.document(batch.getBytes(UTF_8)).at("/Records/0/kinesis/data");
      JsonNode event = Json.document(Base64.getDecoder().decode(data.asText()));
      CloudEvent sent =
          new CloudEvent(
              event.path("id").asText(),
              event.path("source").asText(),
              event.path("type").asText(),
              Instant.parse(event.path("time").asText()),
              null,
              null,
              null);
      records.accept(
          List.of(
              new EventPart(
                  sent.recordId(),
                  sent.source(),
                  sent.id(),
                  sent.type(),
                  sent.time(),
                  null,
                  null,
                  null,
                  null,
                  null,
                  Keeping.DEFAULT.recordExpiry(sent.time()))));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Verdict check(String stage, String... payloads) {
    for (String payload : payloads) {
      answers.add(new Functions.Answer.Returned(payload));
    }
    Backoff backoff =
        new Backoff(3, Duration.ofSeconds(1), Duration.ofSeconds(1), new Random(1), time -> {});
    DeploymentHook hook =
        new DeploymentHook(
            this::invoke,
            id ->
                records.parts(id).stream()
                    .anyMatch(
                        part ->
                            part instanceof EventPart event && event.type().equals(Synthetic.TYPE)),
            (key, body) -> {
              bucket.put(key, body);
              return "etag";
            },
            "uploads",
            backoff);
    return hook.check(deployed(stage), "d-1", NOW);
  }

  @Test
  void enrich_passes_whenItsAnswerIsGood_andTheRecordStands() {
    assertThat(check("enrich", DONE).passed()).isTrue();
    assertThat(records.all())
        .singleElement()
        .isInstanceOfSatisfying(
            EventPart.class, part -> assertThat(part.type()).isEqualTo(Synthetic.TYPE));
  }

  @Test
  void enrichThatSaysDone_butWritesNothing_fails() {
    writes = false;

    assertThat(check("enrich", DONE))
        .satisfies(verdict -> assertThat(verdict.passed()).isFalse())
        .satisfies(verdict -> assertThat(verdict.why()).contains("is not in the table"));
  }

  @Test
  void sameVersionOnTheSameDay_getsTheSameRecord_another_another() {
    Instant later = NOW.plus(Duration.ofHours(3));
    String one = new SyntheticBatches(deployed("enrich"), NOW).event();

    assertThat(new SyntheticBatches(deployed("enrich"), later).event()).isEqualTo(one);
    assertThat(new SyntheticBatches(new Deployed("my-stack-enrich", "live", "7", "8"), NOW).event())
        .isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource({"upload", "resize", "publish"})
  void reportedFailure_isTriedAgain_andFailsWhenItStays(String stage) {
    String failed = "{\"batchItemFailures\":[{\"itemIdentifier\":\"1\"}]}";

    assertThat(check(stage, failed, failed, DONE).passed()).isTrue();
    answers.clear();
    assertThat(check(stage, failed).why()).contains("did not do its batch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"enrich", "upload", "resize", "aggregate", "publish", "redrive"})
  void functionThatBreaks_fails(String stage) {
    answers.add(new Functions.Answer.Broke("{\"errorMessage\":\"no such class\"}"));

    assertThat(check(stage).why()).contains("my-stack-" + stage + ":7 failed", "no such class");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "\"done\"", "not JSON", ""})
  void answerThatIsNone_fails(String payload) {
    assertThat(check("publish", payload).passed()).isFalse();
    assertThat(check("redrive", payload).passed()).isFalse();
  }

  private byte[] object() {
    return Objects.requireNonNull(bucket.get("synthetic/d-1.ndjson"));
  }

  @Test
  void upload_isToldOfAnObjectOfTheDeployment_withOneSyntheticLine() throws IOException {
    assertThat(check("upload", DONE).passed()).isTrue();

    assertThat(bucket).containsOnlyKeys("synthetic/d-1.ndjson");
    assertThat(Json.document(object()).path("type").asText()).isEqualTo(Synthetic.TYPE);
    JsonNode body = Json.document(invoked.getFirst().getBytes(UTF_8)).at("/Records/0/body");
    assertThat(Json.document(body.asText().getBytes(UTF_8)).at("/Records/0/s3/object"))
        .isEqualTo(
            Json.document(
                ("{\"key\":\"synthetic/d-1.ndjson\",\"size\":"
                        + object().length
                        + ",\"eTag\":\"etag\"}")
                    .getBytes(UTF_8)));
  }

  @Test
  void aggregateWithoutItsWindowsState_fails() {
    assertThat(check("aggregate", DONE).why()).contains("without a state");
    answers.clear();
    assertThat(check("aggregate", "{\"batchItemFailures\":[],\"state\":{}}").passed()).isTrue();
  }

  @Test
  void functionOfAnotherKind_fails_andIsNotInvoked() {
    assertThat(check("refresh").why())
        .contains("nothing synthetic for the function my-stack-refresh");
    assertThat(invoked).isEmpty();
  }
}
