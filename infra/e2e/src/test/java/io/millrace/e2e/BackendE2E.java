// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.shared.event.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/**
 * What a backend can, seen by AWS's API alone: that it takes the template, runs the pipeline, and
 * what its event source mappings do. These are seen by the batches that they give up, and where a
 * backend can't, by what it gives up instead.
 *
 * <p>The local cloud too is deployed to and asked in the way of LocalStack and AWS here, so that of
 * that way only the start of a container stays untested where there is no Docker.
 */
@Tag("every-backend")
@ExtendWith(SharedCloud.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BackendE2E {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUICK = 8;
  private static final int FAILURES = 1 + 1 + 1 + QUICK;
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final int LONG_POLL_SECONDS = 2;

  /** What a clock in another process and the way to the queue may take of the slowness. */
  private static final Duration TOLERANCE = Duration.ofMillis(500);

  private final DeployedCloud cloud;
  private final String stack;
  private final List<JsonNode> failures = new ArrayList<>();
  private List<String> windowed = List.of();

  BackendE2E(Cloud cloud) {
    this.cloud = cloud.byApiAlone();
    this.stack = cloud.stack() + "-mappings";
  }

  @BeforeAll
  void putIn(@TempDir Path folder) throws IOException {
    cloud.deployBeside(stack, template(), Map.of("probe.jar", jar(folder.resolve("probe.jar"))));
    put("bisect", List.of("good", Probe.POISON, "good", "good"));
    windowed = put("window", List.of(Probe.WINDOW, Probe.NO_WINDOW));
    put(
        "lanes",
        Stream.concat(Stream.of(Probe.SLOW), IntStream.range(0, QUICK).mapToObj(i -> Probe.POISON))
            .toList());
    upload();
    collect();
  }

  /** So that no other test meets its functions and queues. */
  @AfterAll
  void delete() {
    try (CloudFormationClient cloudFormation = cloud.cloudFormation()) {
      cloudFormation.deleteStack(r -> r.stackName(stack));
    }
  }

  @Test
  void uploadedEvent_isRecorded_andTheCloudStandsStillAfterwards() {
    cloud.awaitIdle();
    Millrace.Result record = cloud.millrace("record", stack, "1");
    assertThat(record.exitCode()).as(record.err()).isZero();
    assertThat(record.out()).contains(Ids.record(stack, "1"), "e2e.backend");
  }

  @Test
  void poison_isGivenUpAlone_whereBatchesAreBisected_elseWithItsBatch() {
    List<JsonNode> givenUp = of("bisect");
    assertThat(givenUp).hasSize(1);
    int size = givenUp.getFirst().at("/KinesisBatchInfo/batchSize").asInt();
    if (cloud.can(Capability.BISECT)) {
      assertThat(size).isEqualTo(1);
    } else {
      assertThat(size).isGreaterThan(1);
    }
  }

  @Test
  void batch_hasAWindow_whereThereAreAny() {
    assertThat(of("window"))
        .extracting(failure -> failure.at("/KinesisBatchInfo/startSequenceNumber").asText())
        .containsExactly(windowed.get(cloud.can(Capability.TUMBLING_WINDOW) ? 1 : 0));
  }

  @Test
  void quickBatches_passTheSlowOne_whereLanesRunAtOnce_elseWaitForIt() {
    List<JsonNode> givenUp = of("lanes");
    assertThat(givenUp).hasSize(1 + QUICK);
    Instant end = ended(givenUp, 0);
    Instant began = end.minus(Probe.SLOWNESS).plus(TOLERANCE);
    long meanwhile =
        IntStream.rangeClosed(1, QUICK)
            .mapToObj(i -> ended(givenUp, i))
            .filter(at -> at.isAfter(began) && at.isBefore(end))
            .count();
    if (cloud.can(Capability.PARALLELIZATION)) {
      assertThat(meanwhile).isPositive();
    } else {
      assertThat(meanwhile).isZero();
    }
  }

  /** When the record that was put at this place was given up. */
  private static Instant ended(List<JsonNode> failures, int place) {
    return Instant.parse(
        failures.stream()
            .sorted(
                Comparator.comparing(
                    failure ->
                        new BigInteger(
                            failure.at("/KinesisBatchInfo/startSequenceNumber").asText())))
            .toList()
            .get(place)
            .at("/timestamp")
            .asText());
  }

  private List<JsonNode> of(String stream) {
    return failures.stream()
        .filter(
            failure -> failure.at("/KinesisBatchInfo/streamArn").asText().endsWith("-" + stream))
        .toList();
  }

  /** In one call, so that they can be one batch; their sequence numbers. */
  private List<String> put(String stream, List<String> texts) {
    List<PutRecordsRequestEntry> entries =
        IntStream.range(0, texts.size())
            .mapToObj(
                i ->
                    PutRecordsRequestEntry.builder()
                        .partitionKey("key " + i)
                        .data(SdkBytes.fromUtf8String(texts.get(i)))
                        .build())
            .toList();
    try (KinesisClient kinesis = cloud.kinesis()) {
      return kinesis
          .putRecords(r -> r.streamName(stack + "-" + stream).records(entries))
          .records()
          .stream()
          .map(record -> record.sequenceNumber())
          .toList();
    }
  }

  private void upload() {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"e2e.backend\",\"source\":\""
            + stack
            + "\",\"time\":\""
            + Instant.now()
            + "\"}";
    try (S3Client s3 = cloud.s3()) {
      s3.putObject(
          r -> r.bucket(cloud.resource("uploadsBucket")).key("e2e/backend.ndjson"),
          RequestBody.fromString(event));
    }
  }

  private void collect() throws IOException {
    Instant deadline = Instant.now().plus(LONGEST);
    try (SqsClient sqs = cloud.sqs()) {
      String queue = sqs.getQueueUrl(r -> r.queueName(stack + "-failures")).queueUrl();
      while (failures.size() < FAILURES) {
        assertThat(Instant.now()).as("given up until now: " + failures).isBefore(deadline);
        for (Message message :
            sqs.receiveMessage(
                    r ->
                        r.queueUrl(queue)
                            .maxNumberOfMessages(10)
                            .waitTimeSeconds(LONG_POLL_SECONDS))
                .messages()) {
          failures.add(JSON.readTree(message.body()));
          sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle()));
        }
      }
    }
  }

  private static String template() throws IOException {
    try (InputStream in = resource("mappings.template.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static Path jar(Path file) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out);
        InputStream code = resource("Probe.class")) {
      jar.putNextEntry(new JarEntry("io/millrace/e2e/Probe.class"));
      code.transferTo(jar);
      jar.closeEntry();
    }
    return file;
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(BackendE2E.class.getResourceAsStream(name), name);
  }
}
