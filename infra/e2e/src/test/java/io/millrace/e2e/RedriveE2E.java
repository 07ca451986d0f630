// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import io.millrace.shared.record.PhotoPart;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/** What failed and what was wrong, back through the deployed jars after a fix: once. */
@ExtendWith(SharedCloud.class)
final class RedriveE2E {

  private static final Instant NOW = Instant.now();

  /** As the template says for every queue. */
  private static final int MAX_RECEIVES = 5;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Cloud cloud;

  RedriveE2E(Cloud cloud) {
    this.cloud = cloud;
  }

  @Test
  void afterTheFix_everyFailureAndEveryReject_isProcessedOnce() throws IOException {
    try (LambdaClient lambda = cloud.lambda();
        KinesisClient kinesis = cloud.kinesis();
        SqsClient sqs = cloud.sqs();
        S3Client s3 = cloud.s3()) {
      Map<String, String> enrich = environment(lambda, "enrich");
      Map<String, String> resize = environment(lambda, "resize");
      String stream = mapping(lambda, "enrich");
      String queue = mapping(lambda, "upload");

      // Wrong as things are set: an event eight days old, a photo that is too large.
      set(lambda, "resize", with(resize, "MAX_PHOTO_BYTES", "1000"));
      put(kinesis, event("late", NOW.minus(Duration.ofDays(8))));
      s3.putObject(
          r -> r.bucket(cloud.resource("uploadsBucket")).key("redrive/berlin.jpg"),
          RequestBody.fromBytes(photo()));
      cloud.awaitIdle();

      // Failing, and given up: a stage that may not write its table, a message nobody takes.
      lambda.updateEventSourceMapping(r -> r.uuid(stream).maximumRetryAttempts(0));
      lambda.updateEventSourceMapping(r -> r.uuid(queue).enabled(false));
      await(() -> state(lambda, queue).equals("Disabled"));
      await(() -> state(lambda, stream).equals("Enabled"));
      set(lambda, "enrich", with(enrich, "RECORDS_TABLE", "millrace-not-granted"));
      for (String id : List.of("1", "2", "3")) {
        put(kinesis, event(id, NOW));
      }
      s3.putObject(
          r -> r.bucket(cloud.resource("uploadsBucket")).key("redrive/dead.ndjson"),
          RequestBody.fromString(event("dead", NOW)));
      receiveInVain(sqs, cloud.resource("uploadsQueue"));
      awaitGivenUp(3);
      assertThat(source("redrive")).isEmpty();

      // The fix.
      set(lambda, "enrich", with(enrich, "MAX_LATENESS", "P10D"));
      set(lambda, "resize", resize);
      lambda.updateEventSourceMapping(r -> r.uuid(stream).maximumRetryAttempts(10));
      lambda.updateEventSourceMapping(r -> r.uuid(queue).enabled(true));

      assertThat(cloud.millrace("dlq", "show", "--max", "1").out())
          .contains("millrace-uploads-dlq", "redrive/dead.ndjson", "millrace-enrich");
      JsonNode redriven = json(cloud.millrace("dlq", "redrive", "--rate", "100", "--json"), 0);
      assertThat(redriven.at("/queues/0/messages").asInt()).isEqualTo(1);
      assertThat(redriven.at("/records").asInt()).isEqualTo(3);
      assertThat(redriven.at("/left").asInt()).isZero();
      JsonNode again = json(cloud.millrace("dlq", "redrive", "--json"), 0);
      assertThat(again.at("/queues")).isEmpty();
      assertThat(again.at("/batches").asInt()).isZero();

      for (String reason : List.of("TOO_OLD", "IMAGE_TOO_LARGE")) {
        JsonNode replayed =
            json(
                cloud.millrace("rejects", "replay", "--reason", reason, "--since", "1h", "--json"),
                0);
        assertThat(replayed.at("/accepted").asInt()).as(reason).isEqualTo(1);
        assertThat(replayed.at("/rejectedAgain").asInt()).as(reason).isZero();
      }
      set(lambda, "enrich", enrich);
    }
    cloud.awaitIdle();

    assertThat(source("redrive"))
        .extracting(part -> ((EventPart) part).eventId())
        .containsExactlyInAnyOrder("1", "2", "3", "dead", "late");
    assertThat(
            Records.where(
                cloud, part -> part instanceof PhotoPart p && p.key().equals("redrive/berlin.jpg")))
        .hasSize(1);
    assertThat(
            json(
                cloud.millrace("rejects", "list", "--reason", "TOO_OLD", "--since", "1h", "--json"),
                0))
        .isEqualTo(JSON.readTree("{\"rejects\":[]}"));
    assertThat(cloud.millrace("verify", "--json").out()).contains("\"exact\":true");
  }

  /** As often as the queue allows, so that it becomes a dead letter. */
  private static void receiveInVain(SqsClient sqs, String url) {
    AtomicInteger received = new AtomicInteger();
    await(
        () -> {
          List<Message> messages =
              sqs.receiveMessage(r -> r.queueUrl(url).visibilityTimeout(0).waitTimeSeconds(1))
                  .messages();
          // The receive behind the last that is allowed moves it, and brings nothing.
          return messages.isEmpty() && received.get() >= MAX_RECEIVES
              || received.addAndGet(messages.size()) < 0;
        });
  }

  private static String state(LambdaClient lambda, String uuid) {
    return lambda.getEventSourceMapping(r -> r.uuid(uuid)).state();
  }

  private static void await(BooleanSupplier condition) {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    while (!condition.getAsBoolean()) {
      assertThat(Instant.now()).isBefore(deadline);
      Thread.onSpinWait();
    }
  }

  /** Until so many records are in the failures bucket, as batches of whatever size. */
  private void awaitGivenUp(int records) throws IOException {
    Instant deadline = Instant.now().plus(Duration.ofMinutes(1));
    int found = 0;
    while (found < records) {
      assertThat(Instant.now()).isBefore(deadline);
      cloud.awaitIdle();
      found = 0;
      for (JsonNode object : json(cloud.millrace("dlq", "list", "--json"), 0).at("/objects")) {
        assertThat(object.at("/stage").asText()).isEqualTo("enrich");
        found += recordsOf(object.at("/key").asText());
      }
    }
  }

  private int recordsOf(String key) throws IOException {
    try (S3Client s3 = cloud.s3()) {
      String json =
          s3.getObjectAsBytes(r -> r.bucket(cloud.resource("failuresBucket")).key(key))
              .asUtf8String();
      return JSON.readTree(JSON.readTree(json).at("/payload").asText()).at("/Records").size();
    }
  }

  private static JsonNode json(Millrace.Result result, int exitCode) throws IOException {
    assertThat(result.exitCode()).as(result.err() + result.out()).isEqualTo(exitCode);
    return JSON.readTree(result.out());
  }

  private static Map<String, String> environment(LambdaClient lambda, String function) {
    return lambda
        .getFunctionConfiguration(r -> r.functionName("millrace-" + function))
        .environment()
        .variables();
  }

  private static Map<String, String> with(Map<String, String> all, String key, String value) {
    Map<String, String> changed = new HashMap<>(all);
    changed.put(key, value);
    return changed;
  }

  private static void set(LambdaClient lambda, String function, Map<String, String> variables) {
    String name = "millrace-" + function;
    lambda.updateFunctionConfiguration(
        r -> r.functionName(name).environment(e -> e.variables(variables)));
    String version = lambda.publishVersion(r -> r.functionName(name)).version();
    lambda.updateAlias(r -> r.functionName(name).name("live").functionVersion(version));
  }

  private static String mapping(LambdaClient lambda, String function) {
    List<EventSourceMappingConfiguration> mappings = new ArrayList<>();
    lambda
        .listEventSourceMappingsPaginator(r -> r.functionName("millrace-" + function + ":live"))
        .eventSourceMappings()
        .forEach(mappings::add);
    return mappings.getFirst().uuid();
  }

  private void put(KinesisClient kinesis, String event) {
    kinesis.putRecord(
        r ->
            r.streamName(cloud.resource("eventsStream"))
                .partitionKey("p")
                .data(SdkBytes.fromUtf8String(event)));
  }

  private List<Part> source(String source) {
    return Records.where(cloud, part -> part instanceof EventPart e && e.source().equals(source));
  }

  private static String event(String id, Instant time) {
    return "{\"specversion\":\"1.0\",\"id\":\""
        + id
        + "\",\"source\":\"redrive\",\"type\":\"e2e.test\",\"time\":\""
        + time
        + "\"}";
  }

  private static byte[] photo() throws IOException {
    String name = "/io/millrace/samples/photos/berlin.jpg";
    try (InputStream in = Objects.requireNonNull(RedriveE2E.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }
}
