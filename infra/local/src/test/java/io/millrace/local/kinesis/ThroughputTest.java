// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one shard takes and gives in a second, on a clock that stands still. */
class ThroughputTest {
  private static final String EXCEEDED = "ProvisionedThroughputExceededException";

  private Instant now = Instant.parse("2026-11-23T10:00:00Z");
  private final KinesisService service = new KinesisService(Optional.empty(), () -> now);
  private final Calls calls = new Calls(service, Wire.CBOR);

  @BeforeEach
  void create() {
    calls.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", 1));
  }

  @AfterEach
  void close() {
    service.close();
  }

  private JsonNode put(int records, int bytes) {
    Map<String, Object> one = Map.of("PartitionKey", "k", "Data", new byte[bytes - 1]);
    List<Map<String, Object>> many = Collections.nCopies(records, one);
    return calls.ok("PutRecords", Map.of("StreamName", "s", "Records", many));
  }

  private void pass(int millis) {
    now = now.plusMillis(millis);
  }

  private Calls.Answer read() {
    String iterator = calls.iterator("s", "shardId-000000000000", "TRIM_HORIZON");
    return calls.call("GetRecords", Map.of("ShardIterator", iterator));
  }

  @Rule(
      of = Subject.KINESIS,
      property = "Limits of a shard",
      page = "streams:service-sizes-and-limits",
      says =
          "1,000 records a second in; PutRecords reports the rest one by one with ErrorCode ProvisionedThroughputExceededException.")
  @Test
  void recordsOverAThousand_failOneByOne_untilTimePasses() {
    assertThat(put(500, 10).path("FailedRecordCount").asInt()).isZero();
    assertThat(put(500, 10).path("FailedRecordCount").asInt()).isZero();

    JsonNode third = put(10, 10);

    assertThat(third.path("FailedRecordCount").asInt()).isEqualTo(10);
    assertThat(third.at("/Records/0/ErrorCode").asText()).isEqualTo(EXCEEDED);
    assertThat(third.at("/Records/0/ErrorMessage").asText())
        .isEqualTo(
            "Rate exceeded for shard shardId-000000000000 in stream s under account 000000000000.");
    pass(100);
    assertThat(put(150, 10).path("FailedRecordCount").asInt()).isEqualTo(50);
  }

  @Rule(
      of = Subject.KINESIS,
      property = "Limits of a shard",
      page = "streams:service-sizes-and-limits",
      says = "1 MB a second in; PutRecord is refused beyond it.")
  @Test
  void bytesOverAMegabyte_areRefused() {
    assertThat(put(1, 1 << 20).path("FailedRecordCount").asInt()).isZero();
    Map<String, Object> one =
        Map.of("StreamName", "s", "PartitionKey", "k", "Data", new byte[1_000]);

    assertThat(calls.call("PutRecord", one).error()).isEqualTo(EXCEEDED);
    pass(1);
    assertThat(calls.call("PutRecord", one).status()).isEqualTo(200);
  }

  @Rule(
      of = Subject.KINESIS,
      property = "Limits of a shard",
      page = "kinesis:API_GetRecords",
      says = "Five reads a second.")
  @Test
  void sixthReadOfASecond_isRefused() {
    for (int i = 0; i < 5; i++) {
      assertThat(read().status()).isEqualTo(200);
    }
    assertThat(read().error()).isEqualTo(EXCEEDED);
    pass(200);
    assertThat(read().status()).isEqualTo(200);
  }

  @Rule(
      of = Subject.KINESIS,
      property = "Limits of a shard",
      page = "kinesis:API_GetRecords",
      says = "2 MB a second out; after a read of 10 MB the next five seconds are refused.")
  @Test
  void largeRead_isPaidOffBeforeTheNext() {
    for (int i = 0; i < 12; i++) {
      put(1, 1 << 20);
      pass(1_000);
    }
    assertThat(read().body().path("Records")).hasSize(9);

    pass(4_400);
    assertThat(read().error()).isEqualTo(EXCEEDED);
    pass(200);
    assertThat(read().status()).isEqualTo(200);
  }

  @Rule(
      of = Subject.KINESIS,
      property = "Enhanced fan-out",
      page = "kinesis:API_SubscribeToShard",
      says = "Registered consumers have throughput of their own.",
      honoured = Honoured.REFUSED)
  @Test
  void enhancedFanOut_isRefusedByName() {
    Calls.Answer refused = calls.call("SubscribeToShard", Map.of());

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.body().path("message").asText()).contains("enhanced fan-out");
  }
}
