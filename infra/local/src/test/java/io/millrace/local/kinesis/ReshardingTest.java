// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReshardingTest {
  private static final String SHARD = "shardId-00000000000";
  private static final String MIDDLE = BigInteger.ONE.shiftLeft(127).toString();

  @TempDir private Path directory;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-23T10:00:00Z"));
  private KinesisService service =
      new KinesisService(KinesisLimits.AWS.withoutThroughput(), Optional.empty(), now::get);
  private Calls calls = new Calls(service, Wire.JSON);

  private void stream(int shards) {
    calls.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", shards));
  }

  private JsonNode shards(Map<String, Object> filter) {
    Map<String, Object> request = new HashMap<>();
    request.put("StreamName", "s");
    if (!filter.isEmpty()) {
      request.put("ShardFilter", filter);
    }
    return calls.ok("ListShards", request).path("Shards");
  }

  private static List<String> ids(JsonNode shards) {
    List<String> ids = new ArrayList<>();
    shards.forEach(shard -> ids.add(shard.path("ShardId").asText().substring(SHARD.length())));
    return ids;
  }

  /** In units of a 2^48th of all hash keys, to the nearest one. */
  private static long roughly(BigInteger key) {
    return key.shiftRight(79).add(BigInteger.ONE).shiftRight(1).longValue();
  }

  private void split(String shard) {
    calls.ok(
        "SplitShard",
        Map.of("StreamName", "s", "ShardToSplit", shard, "NewStartingHashKey", MIDDLE));
  }

  private String put(String data) {
    return calls
        .ok(
            "PutRecord",
            Map.of(
                "StreamName",
                "s",
                "PartitionKey",
                "k",
                "Data",
                data.getBytes(StandardCharsets.UTF_8)))
        .path("SequenceNumber")
        .asText();
  }

  private JsonNode read(String iterator) {
    return calls.ok("GetRecords", Map.of("ShardIterator", iterator));
  }

  @Rule(
      of = Subject.KINESIS,
      property = "SplitShard",
      page = "kinesis:API_SplitShard",
      says = "The shard is closed and two children share its hash keys.")
  @Rule(
      of = Subject.KINESIS,
      property = "Closed shards",
      page = "kinesis:API_GetRecords",
      says =
          "A closed shard is read to its end: then there is no next iterator, and the children are named.")
  @Test
  void split_closesTheShard_andItsEndNamesTheChildren() {
    stream(1);
    String before = put("before");
    split(SHARD + "0");
    String after = put("after");

    JsonNode all = shards(Map.of());
    assertThat(ids(all)).containsExactly("0", "1", "2");
    assertThat(all.at("/0/SequenceNumberRange/EndingSequenceNumber").asText())
        .isGreaterThan(before);
    assertThat(all.at("/1/SequenceNumberRange").has("EndingSequenceNumber")).isFalse();
    assertThat(all.at("/1/ParentShardId").asText()).isEqualTo(SHARD + "0");
    assertThat(all.at("/2/HashKeyRange/StartingHashKey").asText()).isEqualTo(MIDDLE);
    assertThat(after).isGreaterThan(all.at("/0/SequenceNumberRange/EndingSequenceNumber").asText());

    JsonNode end = read(calls.iterator("s", SHARD + "0", "TRIM_HORIZON"));
    assertThat(end.path("Records")).hasSize(1);
    assertThat(end.has("NextShardIterator")).isFalse();
    assertThat(ids(end.path("ChildShards"))).containsExactly("1", "2");
    assertThat(end.path("MillisBehindLatest").asLong()).isZero();
  }

  @Rule(
      of = Subject.KINESIS,
      property = "MergeShards",
      page = "kinesis:API_MergeShards",
      says = "Two neighbours are closed and one child has the hash keys of both.")
  @Test
  void merge_makesOneOfTwoNeighbours() {
    stream(3);
    Map<String, Object> apart =
        Map.of("StreamName", "s", "ShardToMerge", SHARD + "0", "AdjacentShardToMerge", SHARD + "2");
    assertThat(calls.call("MergeShards", apart).error()).isEqualTo("InvalidArgumentException");

    calls.ok(
        "MergeShards",
        Map.of(
            "StreamName", "s", "ShardToMerge", SHARD + "1", "AdjacentShardToMerge", SHARD + "0"));

    JsonNode open = shards(Map.of("Type", "AT_LATEST"));
    assertThat(ids(open)).containsExactly("2", "3");
    assertThat(open.at("/1/ParentShardId").asText()).isEqualTo(SHARD + "1");
    assertThat(open.at("/1/AdjacentParentShardId").asText()).isEqualTo(SHARD + "0");
    assertThat(open.at("/1/HashKeyRange/StartingHashKey").asText()).isEqualTo("0");
  }

  @Rule(
      of = Subject.KINESIS,
      property = "UpdateShardCount",
      page = "kinesis:API_UpdateShardCount",
      says = "The stream gets so many equal shards; at most double, at least half of what it has.")
  @ParameterizedTest
  @CsvSource({"1,2", "2,3", "3,6", "4,2", "5,3", "7,4", "6,5", "4,4"})
  void shardCount_becomesUniform_andRecordsFindTheirPlace(int before, int after) {
    stream(before);

    JsonNode answer =
        calls.ok(
            "UpdateShardCount",
            Map.of("StreamName", "s", "TargetShardCount", after, "ScalingType", "UNIFORM_SCALING"));

    assertThat(answer.path("CurrentShardCount").asInt()).isEqualTo(before);
    List<Long> starts = new ArrayList<>();
    for (JsonNode shard : shards(Map.of("Type", "AT_LATEST"))) {
      starts.add(roughly(new BigInteger(shard.at("/HashKeyRange/StartingHashKey").asText())));
    }
    assertThat(starts)
        .containsExactlyInAnyOrderElementsOf(
            HashRange.evenly(after).stream().map(even -> roughly(even.start())).toList());
    put("any");
  }

  @Rule(
      of = Subject.KINESIS,
      property = "UpdateShardCount",
      page = "kinesis:API_UpdateShardCount",
      says = "Beyond double, below half, and for on-demand streams it is refused.")
  @Rule(
      of = Subject.KINESIS,
      property = "SplitShard",
      page = "kinesis:API_SplitShard",
      says = "A closed or unknown shard, and a hash key outside the shard, are refused.")
  @Test
  void whatCannotBeResharded_isRefusedWithTheServicesException() {
    stream(4);
    assertThat(updateTo(9).error()).isEqualTo("InvalidArgumentException");
    assertThat(updateTo(1).body().path("message").asText()).contains("below half");
    assertThat(splitAt(SHARD + "0", MIDDLE)).isEqualTo("InvalidArgumentException");
    assertThat(splitAt(SHARD + "9", MIDDLE)).isEqualTo("ResourceNotFoundException");
    assertThat(splitAt(SHARD + "0", "100")).isEmpty();
    assertThat(splitAt(SHARD + "0", "50")).isEqualTo("ResourceInUseException");

    calls.ok("DeleteStream", Map.of("StreamName", "s"));
    calls.ok(
        "CreateStream",
        Map.of("StreamName", "s", "StreamModeDetails", Map.of("StreamMode", "ON_DEMAND")));
    assertThat(updateTo(8).error()).isEqualTo("ValidationException");
  }

  private Calls.Answer updateTo(int count) {
    return calls.call(
        "UpdateShardCount",
        Map.of("StreamName", "s", "TargetShardCount", count, "ScalingType", "UNIFORM_SCALING"));
  }

  private String splitAt(String shard, String key) {
    return calls
        .call(
            "SplitShard",
            Map.of("StreamName", "s", "ShardToSplit", shard, "NewStartingHashKey", key))
        .error();
  }

  @Rule(
      of = Subject.KINESIS,
      property = "ListShards",
      page = "kinesis:API_ShardFilter",
      says = "ShardFilter chooses the shards of a moment, or from a moment on.")
  @Test
  void shardFilter_choosesByTime() {
    stream(1);
    Instant first = now.get();
    now.set(first.plus(Duration.ofHours(1)));
    split(SHARD + "0");
    now.set(first.plus(Duration.ofHours(2)));

    double early = first.plus(Duration.ofMinutes(1)).getEpochSecond();
    double late = first.plus(Duration.ofMinutes(90)).getEpochSecond();
    assertThat(ids(shards(Map.of("Type", "AT_TIMESTAMP", "Timestamp", early))))
        .containsExactly("0");
    assertThat(ids(shards(Map.of("Type", "AT_TIMESTAMP", "Timestamp", late))))
        .containsExactly("1", "2");
    assertThat(ids(shards(Map.of("Type", "FROM_TIMESTAMP", "Timestamp", early))))
        .containsExactly("0", "1", "2");
    assertThat(ids(shards(Map.of("Type", "AT_TRIM_HORIZON")))).containsExactly("0");
    assertThat(ids(shards(Map.of("Type", "AT_LATEST")))).containsExactly("1", "2");
    assertThat(ids(shards(Map.of("Type", "AFTER_SHARD_ID", "ShardId", SHARD + "1"))))
        .containsExactly("2");

    now.set(first.plus(Duration.ofHours(26)));
    assertThat(ids(shards(Map.of()))).containsExactly("1", "2");
  }

  @Rule(
      of = Subject.KINESIS,
      property = "Retention",
      page = "kinesis:API_IncreaseStreamRetentionPeriod",
      says = "24 hours by default, up to 365 days; a record past it cannot be read.")
  @Test
  void retention_decidesWhatCanBeRead() {
    stream(1);
    put("old");
    now.set(now.get().plus(Duration.ofHours(23)));
    put("new");
    calls.ok(
        "IncreaseStreamRetentionPeriod", Map.of("StreamName", "s", "RetentionPeriodHours", 48));
    now.set(now.get().plus(Duration.ofHours(20)));
    assertThat(read(calls.iterator("s", SHARD + "0", "TRIM_HORIZON")).path("Records")).hasSize(2);

    calls.ok(
        "DecreaseStreamRetentionPeriod", Map.of("StreamName", "s", "RetentionPeriodHours", 24));
    assertThat(read(calls.iterator("s", SHARD + "0", "TRIM_HORIZON")).path("Records")).hasSize(1);
    Map<String, Object> tooShort = Map.of("StreamName", "s", "RetentionPeriodHours", 23);
    assertThat(calls.call("DecreaseStreamRetentionPeriod", tooShort).error())
        .isEqualTo("InvalidArgumentException");
    assertThat(
            calls
                .ok("DescribeStreamSummary", Map.of("StreamName", "s"))
                .at("/StreamDescriptionSummary/RetentionPeriodHours")
                .asInt())
        .isEqualTo(24);
  }

  @Rule(
      of = Subject.KINESIS,
      property = "Durability",
      page = "streams:kinesis-using-sdk-java-resharding",
      says = "Shards stay what they are.",
      note = "with a data directory resharding survives a restart")
  @Test
  void resharding_survivesARestart() {
    service = new KinesisService(Optional.of(directory), now::get);
    calls = new Calls(service, Wire.JSON);
    stream(1);
    put("before");
    split(SHARD + "0");
    put("after");
    service.close();

    try (KinesisService again = new KinesisService(Optional.of(directory), now::get)) {
      calls = new Calls(again, Wire.JSON);
      assertThat(ids(shards(Map.of("Type", "AT_LATEST")))).containsExactly("1", "2");
      JsonNode end = read(calls.iterator("s", SHARD + "0", "TRIM_HORIZON"));
      assertThat(end.path("Records")).hasSize(1);
      assertThat(end.has("NextShardIterator")).isFalse();
    }
  }
}
