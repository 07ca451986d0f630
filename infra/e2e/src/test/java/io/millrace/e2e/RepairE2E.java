// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.event.Ids;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What an operator does after damage: verify, repair, republish. */
@ExtendWith(SharedCloud.class)
final class RepairE2E {

  private static final Instant TIME = Instant.now();

  private final Cloud cloud;

  RepairE2E(Cloud cloud) {
    this.cloud = cloud;
  }

  @Test
  void tamperedAggregates_areFound_andMended_whileEventsArrive() throws Exception {
    try (KinesisClient kinesis = cloud.kinesis()) {
      put(kinesis, "before");
      cloud.awaitIdle();
      tamper();

      Millrace.Result found = cloud.millrace("verify", "--json");
      assertThat(found.exitCode()).isEqualTo(1);
      assertThat(found.out())
          .contains(
              "\"exact\":false", dayCell(), "\"attribute\":\"total\"", "\"attribute\":\"c:XX\"");

      AtomicBoolean repaired = new AtomicBoolean();
      try (ExecutorService producer = Executors.newSingleThreadExecutor()) {
        Future<Integer> produced =
            producer.submit(
                () -> {
                  int n = 0;
                  while (!repaired.get() && n < 400) {
                    put(kinesis, "during-" + n++);
                  }
                  return n;
                });
        Millrace.Result repair;
        try {
          repair = cloud.millrace("verify", "--repair", "--json");
        } finally {
          repaired.set(true);
        }
        assertThat(repair.exitCode()).as(repair.err()).isZero();
        assertThat(repair.out()).contains("\"exact\":true", "\"differences\":[]");
        assertThat(produced.get()).isPositive();
      }
      cloud.awaitIdle();
      Millrace.Result after = cloud.millrace("verify", "--json");
      assertThat(after.out())
          .matches("\\{\"exact\":true,\"records\":\\d+,\"differences\":\\[]}\\s*");
    }
  }

  @Test
  void recordsWhosePublicationWasMissed_areArchivedAgain() throws IOException {
    try (KinesisClient kinesis = cloud.kinesis()) {
      put(kinesis, "republished");
    }
    cloud.awaitIdle();
    Millrace.Result result = cloud.millrace("republish", "--since", "1h", "--json");
    assertThat(result.exitCode()).as(result.err()).isZero();
    assertThat(result.out()).contains("\"failedBatches\":0");
    assertThat(republished()).contains(Ids.record("repair", "republished"));
  }

  /** As by hand: a number too high, and one of a country that never was. */
  private void tamper() {
    try (DynamoDbClient dynamo = cloud.dynamoDb()) {
      dynamo.updateItem(
          r ->
              r.tableName(cloud.resource("aggregatesTable"))
                  .key(
                      Map.of(
                          "pk", AttributeValue.fromS("day#" + TIME.toString().substring(0, 10)),
                          "sk", AttributeValue.fromS("events#e2e.repair#0")))
                  .updateExpression("ADD #total :n, #country :n")
                  .expressionAttributeNames(Map.of("#total", "total", "#country", "c:XX"))
                  .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("7"))));
    }
  }

  private static String dayCell() {
    return "day#" + TIME.toString().substring(0, 10) + " events#e2e.repair";
  }

  /** What stands in the objects that a republication wrote: they are named by its own positions. */
  private String republished() throws IOException {
    StringBuilder lines = new StringBuilder();
    String bucket = cloud.resource("archiveBucket");
    try (S3Client s3 = cloud.s3()) {
      for (S3Object object : s3.listObjectsV2Paginator(r -> r.bucket(bucket)).contents()) {
        if (object.key().matches(".*/\\d{30}-\\d{30}-.*")) {
          byte[] body = s3.getObjectAsBytes(r -> r.bucket(bucket).key(object.key())).asByteArray();
          lines.append(
              new String(
                  new GZIPInputStream(new ByteArrayInputStream(body)).readAllBytes(),
                  java.nio.charset.StandardCharsets.UTF_8));
        }
      }
    }
    return lines.toString();
  }

  private void put(KinesisClient kinesis, String id) {
    kinesis.putRecord(
        r ->
            r.streamName(cloud.resource("eventsStream"))
                .partitionKey(id)
                .data(
                    SdkBytes.fromUtf8String(
                        "{\"specversion\":\"1.0\",\"id\":\""
                            + id
                            + "\",\"source\":\"repair\",\"type\":\"e2e.repair\",\"time\":\""
                            + TIME
                            + "\",\"clientip\":\"192.0.2.1\"}")));
  }
}
