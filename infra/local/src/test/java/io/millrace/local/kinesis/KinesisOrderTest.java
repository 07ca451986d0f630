// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KinesisOrderTest {

  /**
   * The law of the data plane: whatever is put is read once, and a partition key's records in the
   * order they were put.
   */
  @Property(tries = 100)
  @Rule(
      of = Subject.KINESIS,
      property = "Order",
      page = "streams:key-concepts",
      says =
          "Records of a partition key stand in one shard in the order of their sequence numbers.")
  void records_areAllRead_andKeepTheOrderOfTheirPartitionKey(
      @ForAll @Size(max = 120) List<@IntRange(max = 12) Integer> keys,
      @ForAll @IntRange(min = 1, max = 7) int shards,
      @ForAll @IntRange(min = 1, max = 40) int limit) {
    try (KinesisService service =
        new KinesisService(
            KinesisLimits.AWS.withoutThroughput(), Optional.empty(), () -> Instant.EPOCH)) {
      Calls calls = new Calls(service, Wire.CBOR);
      calls.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", shards));
      Map<String, List<String>> put = new HashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        String key = "key-" + keys.get(i);
        String data = "record-" + i;
        calls.ok(
            "PutRecord",
            Map.of(
                "StreamName",
                "s",
                "PartitionKey",
                key,
                "Data",
                data.getBytes(StandardCharsets.UTF_8)));
        put.computeIfAbsent(key, k -> new ArrayList<>()).add(data);
      }

      assertThat(readAll(calls, limit)).isEqualTo(put);
    }
  }

  private static Map<String, List<String>> readAll(Calls calls, int limit) {
    Map<String, List<String>> read = new HashMap<>();
    Set<String> sequenceNumbers = new HashSet<>();
    for (JsonNode shard : calls.ok("ListShards", Map.of("StreamName", "s")).path("Shards")) {
      String iterator = calls.iterator("s", shard.path("ShardId").asText(), "TRIM_HORIZON");
      String last = "";
      JsonNode answer;
      do {
        answer = calls.ok("GetRecords", Map.of("ShardIterator", iterator, "Limit", limit));
        for (JsonNode entry : answer.path("Records")) {
          String number = entry.path("SequenceNumber").asText();
          assertThat(number).isGreaterThan(last);
          assertThat(sequenceNumbers.add(number)).isTrue();
          last = number;
          read.computeIfAbsent(entry.path("PartitionKey").asText(), k -> new ArrayList<>())
              .add(new String(Requests.blob(entry, "Data", "data"), StandardCharsets.UTF_8));
        }
        iterator = answer.path("NextShardIterator").asText();
      } while (!answer.path("Records").isEmpty());
    }
    return read;
  }
}
