// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KinesisServiceTest {
  /** What a shard takes and gives in a second has a test of its own. */
  private static final KinesisLimits LIMITS = KinesisLimits.AWS.withoutThroughput();

  private static final String SHARD_0 = "shardId-000000000000";
  private static final String MAX_HASH = "340282366920938463463374607431768211455";

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T10:00:00.123Z"));
  private final KinesisService service = new KinesisService(LIMITS, Optional.empty(), now::get);
  private final Calls json = new Calls(service, Wire.JSON);
  private final Calls cbor = new Calls(service, Wire.CBOR);

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "CreateStream",
      page = "kinesis:API_CreateStream",
      says =
          "Shards have ranges of hash keys that cover all of them; an on-demand stream starts with four.")
  void onDemandStream_hasFourShards_thatCoverAllHashKeys() {
    json.ok(
        "CreateStream",
        Map.of("StreamName", "s", "StreamModeDetails", Map.of("StreamMode", "ON_DEMAND")));

    JsonNode shards = json.ok("ListShards", Map.of("StreamName", "s")).path("Shards");

    assertThat(shards).hasSize(4);
    assertThat(shards.at("/0/HashKeyRange/StartingHashKey").asText()).isEqualTo("0");
    assertThat(shards.at("/3/HashKeyRange/EndingHashKey").asText()).isEqualTo(MAX_HASH);
    assertThat(shards.at("/0/SequenceNumberRange/StartingSequenceNumber").asText())
        .matches("\\d{56}");
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "Wire formats",
      page = "kinesis:API_GetRecords",
      says = "JSON and CBOR say the same.")
  void record_isReadBack_inBothFormats() {
    create(1);
    cbor.ok("PutRecord", put("s", "k", bytes("one")));
    json.ok("PutRecord", put("s", "k", bytes("two")));

    for (Calls calls : List.of(json, cbor)) {
      String iterator = calls.iterator("s", SHARD_0, "TRIM_HORIZON");
      JsonNode answer = calls.ok("GetRecords", Map.of("ShardIterator", iterator));

      assertThat(data(answer)).containsExactly("one", "two");
      assertThat(answer.at("/Records/0/SequenceNumber").asText()).matches("\\d{56}");
      assertThat(Wire.millis(answer.at("/Records/0/ApproximateArrivalTimestamp")))
          .isEqualTo(now.get().toEpochMilli());
      assertThat(answer.path("MillisBehindLatest").asLong()).isZero();
    }
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "PutRecord",
      page = "kinesis:API_PutRecord",
      says = "ExplicitHashKey decides the shard; without it the MD5 of the partition key does.")
  void explicitHashKey_decidesTheShard() {
    create(4);
    Map<String, Object> request = new HashMap<>(put("s", "k", bytes("x")));
    request.put("ExplicitHashKey", MAX_HASH);

    assertThat(json.ok("PutRecord", request).path("ShardId").asText())
        .isEqualTo("shardId-000000000003");

    request.put("ExplicitHashKey", MAX_HASH + "0");
    Calls.Answer refused = json.call("PutRecord", request);
    assertThat(refused.error()).isEqualTo("InvalidArgumentException");
    assertThat(refused.body().path("message").asText()).contains("[0, 2^128-1]");
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "GetShardIterator",
      page = "kinesis:API_GetShardIterator",
      says = "AT_SEQUENCE_NUMBER, AFTER_SEQUENCE_NUMBER, AT_TIMESTAMP, TRIM_HORIZON and LATEST.")
  void iterators_startWhereTheySay() {
    create(1);
    String first = json.ok("PutRecord", put("s", "k", bytes("1"))).path("SequenceNumber").asText();
    now.set(now.get().plusSeconds(10));
    json.ok("PutRecord", put("s", "k", bytes("2")));

    assertThat(readFrom("AT_SEQUENCE_NUMBER", Map.of("StartingSequenceNumber", first)))
        .containsExactly("1", "2");
    assertThat(readFrom("AFTER_SEQUENCE_NUMBER", Map.of("StartingSequenceNumber", first)))
        .containsExactly("2");
    double between = now.get().minusSeconds(5).toEpochMilli() / 1000.0;
    assertThat(readFrom("AT_TIMESTAMP", Map.of("Timestamp", between))).containsExactly("2");
    assertThat(readFrom("LATEST", Map.of())).isEmpty();
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "GetShardIterator",
      page = "kinesis:API_GetShardIterator",
      says = "An iterator expires 5 minutes after it was returned: ExpiredIteratorException.")
  void iterator_expiresAfterFiveMinutes() {
    create(1);
    String iterator = json.iterator("s", SHARD_0, "LATEST");
    now.set(now.get().plus(Duration.ofMinutes(5)));
    assertThat(json.call("GetRecords", Map.of("ShardIterator", iterator)).status()).isEqualTo(200);

    now.set(now.get().plusMillis(1));
    assertThat(json.call("GetRecords", Map.of("ShardIterator", iterator)).error())
        .isEqualTo("ExpiredIteratorException");
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "MillisBehindLatest",
      page = "kinesis:API_GetRecords",
      says = "The answer says how far behind the tip of the stream it is; 0 at the tip.")
  void reader_isToldHowFarBehindItIs() {
    create(1);
    json.ok("PutRecord", put("s", "k", bytes("1")));
    json.ok("PutRecord", put("s", "k", bytes("2")));
    now.set(now.get().plusSeconds(7));

    String iterator = json.iterator("s", SHARD_0, "TRIM_HORIZON");
    JsonNode answer = json.ok("GetRecords", Map.of("ShardIterator", iterator, "Limit", 1));

    assertThat(data(answer)).containsExactly("1");
    assertThat(answer.path("MillisBehindLatest").asLong()).isEqualTo(7_000);
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "GetRecords",
      page = "kinesis:API_GetRecords",
      says = "At most 10 MB and 10,000 records a call.")
  void getRecords_returnsTenMegabytesAtTheMost() {
    create(1);
    for (int i = 0; i < 12; i++) {
      cbor.ok("PutRecord", put("s", "k", new byte[1_000_000]));
    }
    String iterator = cbor.iterator("s", SHARD_0, "TRIM_HORIZON");

    assertThat(cbor.ok("GetRecords", Map.of("ShardIterator", iterator)).path("Records"))
        .hasSize(10);
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "Limits of a call",
      page = "kinesis:API_PutRecords",
      says = "500 records and 10 MiB a call, 1 MiB a record; exceptions have the names of AWS.")
  void limits_areRefusedWithTheNamesOfAws() {
    create(1);

    assertThat(json.call("PutRecord", put("s", "k", new byte[1 << 20])).error())
        .isEqualTo("ValidationException");
    List<Map<String, Object>> many =
        Collections.nCopies(501, Map.of("PartitionKey", "k", "Data", bytes("x")));
    assertThat(json.call("PutRecords", Map.of("StreamName", "s", "Records", many)).error())
        .isEqualTo("ValidationException");
    List<Map<String, Object>> large =
        Collections.nCopies(11, Map.of("PartitionKey", "k", "Data", new byte[1_000_000]));
    assertThat(json.call("PutRecords", Map.of("StreamName", "s", "Records", large)).error())
        .isEqualTo("InvalidArgumentException");
    assertThat(json.call("PutRecord", put("none", "k", bytes("x"))).error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(
            json.call(
                    "GetShardIterator",
                    Map.of(
                        "StreamName",
                        "s",
                        "ShardId",
                        "shardId-000000000009",
                        "ShardIteratorType",
                        "LATEST"))
                .error())
        .isEqualTo("ResourceNotFoundException");
    assertThat(json.call("CreateStream", Map.of("StreamName", "s", "ShardCount", 1)).error())
        .isEqualTo("ResourceInUseException");
    assertThat(json.call("StartStreamEncryption", Map.of()).error())
        .isEqualTo("UnknownOperationException");
  }

  @Test
  void streamOfTheSameName_doesNotServeTheOldOnesIterators() {
    create(1);
    String iterator = json.iterator("s", SHARD_0, "TRIM_HORIZON");
    json.ok("DeleteStream", Map.of("StreamName", "s"));
    now.set(now.get().plusSeconds(1));
    create(1);

    assertThat(json.call("GetRecords", Map.of("ShardIterator", iterator)).error())
        .isEqualTo("ResourceNotFoundException");
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "ListShards",
      page = "kinesis:API_ListShards",
      says = "Long lists come in pages.")
  void listShards_goesOnWithItsToken() {
    create(3);
    JsonNode first = json.ok("ListShards", Map.of("StreamName", "s", "MaxResults", 2));
    JsonNode second = json.ok("ListShards", Map.of("NextToken", first.path("NextToken").asText()));

    assertThat(first.path("Shards")).hasSize(2);
    assertThat(second.at("/Shards/0/ShardId").asText()).isEqualTo("shardId-000000000002");
    assertThat(second.has("NextToken")).isFalse();
    assertThat(
            json.call(
                    "ListShards",
                    Map.of("StreamName", "s", "NextToken", first.path("NextToken").asText()))
                .error())
        .isEqualTo("InvalidArgumentException");
  }

  @Test
  void recordsOlderThanRetention_areTrimmed() {
    create(1);
    List<Map<String, Object>> batch =
        Collections.nCopies(500, Map.of("PartitionKey", "k", "Data", bytes("old")));
    for (int i = 0; i < 3; i++) {
      json.ok("PutRecords", Map.of("StreamName", "s", "Records", batch));
    }
    now.set(now.get().plus(Duration.ofHours(25)));
    json.ok("PutRecord", put("s", "k", bytes("new")));

    List<String> rest = readFrom("TRIM_HORIZON", Map.of());
    assertThat(rest).hasSizeLessThan(1_000).last().isEqualTo("new");
  }

  @Test
  @Rule(
      of = Subject.KINESIS,
      property = "Durability",
      page = "streams:introduction",
      says = "What was accepted is kept.",
      note = "with a data directory it survives a restart and a crash of the process")
  void recordsInFiles_surviveARestart_andAHalfWrittenEndIsCutOff(@TempDir Path directory)
      throws IOException {
    String last;
    try (KinesisService before = new KinesisService(LIMITS, Optional.of(directory), now::get)) {
      Calls calls = new Calls(before, Wire.JSON);
      calls.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", 1));
      calls.ok("PutRecord", put("s", "k", bytes("1")));
      last = calls.ok("PutRecord", put("s", "k", bytes("2"))).path("SequenceNumber").asText();
    }
    Files.write(
        directory.resolve("s").resolve("0.log"),
        new byte[] {0, 0, 0, 9, 1},
        StandardOpenOption.APPEND);

    try (KinesisService after = new KinesisService(LIMITS, Optional.of(directory), now::get)) {
      Calls calls = new Calls(after, Wire.JSON);
      String next =
          calls.ok("PutRecord", put("s", "k", bytes("3"))).path("SequenceNumber").asText();
      String iterator = calls.iterator("s", SHARD_0, "TRIM_HORIZON");

      assertThat(data(calls.ok("GetRecords", Map.of("ShardIterator", iterator))))
          .containsExactly("1", "2", "3");
      assertThat(next).isGreaterThan(last);
    }
  }

  private void create(int shards) {
    json.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", shards));
  }

  private List<String> readFrom(String type, Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.putAll(Map.of("StreamName", "s", "ShardId", SHARD_0, "ShardIteratorType", type));
    String iterator = json.ok("GetShardIterator", request).path("ShardIterator").asText();
    return data(json.ok("GetRecords", Map.of("ShardIterator", iterator)));
  }

  private static Map<String, Object> put(String stream, String key, byte[] data) {
    return Map.of("StreamName", stream, "PartitionKey", key, "Data", data);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> data(JsonNode answer) {
    List<String> data = new ArrayList<>();
    for (JsonNode entry : answer.path("Records")) {
      data.add(new String(Requests.blob(entry, "Data", "data"), StandardCharsets.UTF_8));
    }
    return data;
  }
}
