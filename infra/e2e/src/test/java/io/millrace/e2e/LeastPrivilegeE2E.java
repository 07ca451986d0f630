// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.access.AccessReport;
import io.millrace.local.access.LeastPrivilege;
import io.millrace.local.access.LeastPrivilege.Finding;
import io.millrace.local.access.LeastPrivilege.Verdict;
import io.millrace.shared.aws.DynamoIdempotencyTable;
import io.millrace.shared.event.Ids;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.event.ResizeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The template grants exactly what the pipeline needs: every action of every role is used, and
 * without any one of them a request that was made would have been denied.
 */
@ExtendWith(SharedCloud.class)
final class LeastPrivilegeE2E {

  /**
   * What Lambda itself does with a role and the local cloud has no service for: functions' logs go
   * to files, traces nowhere.
   */
  private static final Set<String> NOT_TO_BE_SEEN_HERE =
      Set.of(
          "logs:CreateLogStream",
          "logs:PutLogEvents",
          "xray:PutTelemetryRecords",
          "xray:PutTraceSegments");

  /** In the names of roles that act in deployments, of which this test makes none. */
  private static final String OF_DEPLOYMENTS = "-Deployment";

  /** What the renditions' default settings are called in keys. */
  private static final String DEFAULT_RENDITIONS = "d6029f54";

  private static final String ETAG = "d41d8cd98f00b204e9800998ecf8427e";

  private static final Instant NOW = Instant.now();

  private final Cloud cloud;

  LeastPrivilegeE2E(Cloud cloud) {
    this.cloud = cloud;
  }

  @Test
  void everyGrantedAction_isNeeded_byWhatThePipelineDoes() throws IOException {
    everythingThatMayHappen();
    duplicateOfWorkInProgress();

    List<Finding> findings = LeastPrivilege.findings(report());

    assertThat(findings).extracting(Finding::role).containsAll(roles());
    assertThat(findings)
        .filteredOn(finding -> !NOT_TO_BE_SEEN_HERE.contains(finding.part()))
        .filteredOn(finding -> !finding.role().contains(OF_DEPLOYMENTS))
        .filteredOn(finding -> finding.verdict() != Verdict.NEEDED)
        .extracting(finding -> finding.name() + " is " + finding.verdict())
        .isEmpty();
    assertThat(findings)
        .filteredOn(finding -> finding.verdict() == Verdict.NEEDED)
        .extracting(Finding::part)
        .doesNotContainAnyElementsOf(NOT_TO_BE_SEEN_HERE);
  }

  /** Good and wrong input to every stage, and uploads that are gone. */
  private void everythingThatMayHappen() throws IOException {
    try (S3Client s3 = cloud.s3();
        SqsClient sqs = cloud.sqs();
        KinesisClient kinesis = cloud.kinesis()) {
      String uploads = cloud.resource("uploadsBucket");
      s3.putObject(
          r -> r.bucket(uploads).key("least/events.ndjson"),
          RequestBody.fromString(event("least") + "\n{\"broken\n"));
      s3.putObject(r -> r.bucket(uploads).key("least/berlin.jpg"), RequestBody.fromBytes(photo()));
      kinesis.putRecord(
          r ->
              r.streamName(cloud.resource("eventsStream"))
                  .partitionKey("p")
                  .data(SdkBytes.fromUtf8String("{\"no\":\"event\"}")));
      send(sqs, "uploadsQueue", uploaded(uploads, "least/gone"));
      // Two in one message go on in one each, as the rest of a large upload does.
      send(sqs, "uploadsQueue", uploaded(uploads, "least/gone-1", "least/gone-2"));
      send(sqs, "resizeQueue", "no resize request");
      send(sqs, "resizeQueue", Json.write(resize(uploads, "least/gone.jpg")));
    }
    cloud.awaitIdle();
    new FailureDocuments(cloud).redriveOneOfEach(event("least"), "no such reject");
    cloud.awaitIdle();
  }

  /**
   * A photo and an upload that somebody else is at for a moment: their messages are put off, and
   * are worked off when the claims have ended. The functions run by now, so they come in time.
   */
  private void duplicateOfWorkInProgress() throws IOException {
    try (DynamoDbClient dynamo = cloud.dynamoDb();
        SqsClient sqs = cloud.sqs()) {
      Instant now = Instant.now();
      String upload = Ids.object(cloud.resource("uploadsBucket"), "least/busy", ETAG);
      new DynamoIdempotencyTable(
              dynamo, cloud.resource("idempotencyTable"), "upload", Duration.ofDays(1))
          .claim(upload, upload, "somebody else", now, now.plusSeconds(3));
      send(sqs, "uploadsQueue", uploaded(cloud.resource("uploadsBucket"), "least/busy"));
      new DynamoIdempotencyTable(
              dynamo, cloud.resource("idempotencyTable"), "resize", Duration.ofDays(1))
          .claim(
              "least-gone-" + DEFAULT_RENDITIONS,
              Ids.fingerprint(cloud.resource("uploadsBucket"), "least/busy.jpg", "etag"),
              "somebody else",
              now,
              now.plusSeconds(3));
      send(
          sqs,
          "resizeQueue",
          Json.write(resize(cloud.resource("uploadsBucket"), "least/busy.jpg")));
    }
    cloud.awaitIdle();
  }

  private void send(SqsClient sqs, String queue, String body) {
    sqs.sendMessage(r -> r.queueUrl(cloud.resource(queue)).messageBody(body));
  }

  private AccessReport report() throws IOException {
    try (S3Client s3 = cloud.s3()) {
      URI endpoint = s3.serviceClientConfiguration().endpointOverride().orElseThrow();
      try (InputStream in = endpoint.resolve("/_millrace/access").toURL().openStream()) {
        return new ObjectMapper().readValue(in, AccessReport.class);
      }
    }
  }

  private List<String> roles() throws IOException {
    return List.copyOf(report().roles().keySet());
  }

  private static ResizeRequest resize(String bucket, String key) {
    PhotoUploaded photo =
        new PhotoUploaded(bucket, key, "etag", 1, "image/jpeg", null, null, null, null);
    return new ResizeRequest("least-gone", NOW.toString(), photo, null);
  }

  /** As S3 tells of an upload. */
  private static String uploaded(String bucket, String... keys) {
    return Arrays.stream(keys)
        .map(key -> record(bucket, key))
        .collect(Collectors.joining(",", "{\"Records\":[", "]}"));
  }

  private static String record(String bucket, String key) {
    return "{\"eventVersion\":\"2.1\",\"eventSource\":\"aws:s3\",\"awsRegion\":\"us-east-1\","
        + "\"eventTime\":\""
        + NOW
        + "\",\"eventName\":\"ObjectCreated:Put\",\"s3\":{\"bucket\":{\"name\":\""
        + bucket
        + "\"},\"object\":{\"key\":\""
        + key
        + "\",\"size\":1,\"eTag\":\""
        + ETAG
        + "\",\"sequencer\":\"01\"}}}";
  }

  private static String event(String source) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\""
        + source
        + "\",\"type\":\"e2e.test\",\"time\":\""
        + NOW
        + "\",\"clientip\":\"192.0.2.1\"}";
  }

  private static byte[] photo() throws IOException {
    String name = "/io/millrace/samples/photos/berlin.jpg";
    try (InputStream in =
        Objects.requireNonNull(LeastPrivilegeE2E.class.getResourceAsStream(name))) {
      return in.readAllBytes();
    }
  }
}
