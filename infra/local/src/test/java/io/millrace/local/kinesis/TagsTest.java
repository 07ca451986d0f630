// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TagsTest {
  @TempDir private Path directory;

  private Calls calls() {
    return new Calls(
        new KinesisService(Optional.of(directory), () -> Instant.parse("2026-11-23T10:00:00Z")),
        Wire.JSON);
  }

  private static Map<String, Object> with(String name, Object value) {
    Map<String, Object> request = new HashMap<>();
    request.put("StreamName", "s");
    request.put(name, value);
    return request;
  }

  @Rule(
      of = Subject.KINESIS,
      property = "Tags",
      page = "kinesis:API_AddTagsToStream",
      says =
          "A stream has up to 50 tags, from its creation or later; they are listed by key, page by page.")
  @Test
  void tags_areKept_listedByKey_andTakenAway() {
    Calls calls = calls();
    calls.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", 1, "Tags", Map.of("b", "1")));
    calls.ok("AddTagsToStream", with("Tags", Map.of("c", "2", "a", "0")));
    calls.ok("AddTagsToStream", with("Tags", Map.of("b", "3")));

    JsonNode first = calls.ok("ListTagsForStream", with("Limit", 2));
    assertThat(first.toString())
        .isEqualTo(
            "{\"Tags\":[{\"Key\":\"a\",\"Value\":\"0\"},{\"Key\":\"b\",\"Value\":\"3\"}],\"HasMoreTags\":true}");
    calls.ok("RemoveTagsFromStream", with("TagKeys", List.of("a", "unknown")));

    assertThat(
            calls()
                .ok("ListTagsForStream", with("ExclusiveStartTagKey", "a"))
                .findValuesAsText("Key"))
        .containsExactly("b", "c");
  }

  @Test
  void moreTagsThanAStreamHas_areRefused_andNoneIsKept() {
    Calls calls = calls();
    calls.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", 1));
    Map<String, String> many = new HashMap<>();
    IntStream.rangeClosed(0, 50).forEach(number -> many.put("t" + number, ""));

    assertThat(calls.call("AddTagsToStream", with("Tags", many)).error())
        .isEqualTo("InvalidArgumentException");
    assertThat(calls.ok("ListTagsForStream", Map.of("StreamName", "s")).path("Tags")).isEmpty();
  }

  @Rule(
      of = Subject.KINESIS,
      property = "DescribeLimits",
      page = "kinesis:API_DescribeLimits",
      says = "It tells the open shards, the on-demand streams and their limits.")
  @Test
  void limits_countOpenShardsOfAllStreams() {
    Calls calls = calls();
    calls.ok("CreateStream", Map.of("StreamName", "s", "ShardCount", 3));
    calls.ok(
        "CreateStream",
        Map.of("StreamName", "d", "StreamModeDetails", Map.of("StreamMode", "ON_DEMAND")));

    JsonNode limits = calls.ok("DescribeLimits", Map.of());
    assertThat(limits.path("OpenShardCount").asInt()).isEqualTo(7);
    assertThat(limits.path("OnDemandStreamCount").asInt()).isEqualTo(1);
    assertThat(limits.path("ShardLimit").asInt()).isEqualTo(20_000);
  }
}
