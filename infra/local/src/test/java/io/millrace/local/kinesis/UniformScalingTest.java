// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class UniformScalingTest {
  private final KinesisService service =
      new KinesisService(
          KinesisLimits.AWS.withoutThroughput(),
          Optional.empty(),
          () -> Instant.parse("2026-11-23T10:00:00Z"));
  private final Calls calls = new Calls(service, Wire.JSON);

  private JsonNode shards(Map<String, String> filter) {
    return calls.ok("ListShards", Map.of("StreamName", "s", "ShardFilter", filter)).path("Shards");
  }

  private static BigInteger key(JsonNode shard, String end) {
    return new BigInteger(shard.path("HashKeyRange").path(end + "HashKey").asText());
  }

  /** As the Developer Guide has it: the sum of both ends, halved. */
  private void splitInTheMiddle(JsonNode shard) {
    BigInteger middle = key(shard, "Starting").add(key(shard, "Ending")).shiftRight(1);
    calls.ok(
        "SplitShard",
        Map.of(
            "StreamName",
            "s",
            "ShardToSplit",
            shard.path("ShardId").asText(),
            "NewStartingHashKey",
            middle.toString()));
  }

  @Rule(
      of = Subject.KINESIS,
      property = "UpdateShardCount",
      page = "kinesis:API_UpdateShardCount",
      says =
          "After splits in the middle it leaves as many shards as asked for, and none on the way of a single hash key.")
  @Property(tries = 100)
  void afterSplitsInTheMiddle_noShardIsOfOneKey(
      @ForAll @Size(max = 5) List<@IntRange(max = 63) Integer> splits,
      @ForAll @IntRange(min = 1, max = 20) int target) {
    calls.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", 3));
    for (int split : splits) {
      JsonNode open = shards(Map.of("Type", "AT_LATEST"));
      splitInTheMiddle(open.get(split % open.size()));
    }
    int open = shards(Map.of("Type", "AT_LATEST")).size();
    int count = Math.clamp(target, (open + 1) / 2, 2 * open);

    calls.ok(
        "UpdateShardCount",
        Map.of("StreamName", "s", "TargetShardCount", count, "ScalingType", "UNIFORM_SCALING"));

    assertThat(shards(Map.of("Type", "AT_LATEST"))).hasSize(count);
    assertThat(shards(Map.of("Type", "FROM_TRIM_HORIZON")))
        .allSatisfy(
            shard -> assertThat(key(shard, "Ending")).isGreaterThan(key(shard, "Starting")));
    calls.ok("DeleteStream", Map.of("StreamName", "s"));
  }
}
