// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a stream is, as it is kept beside its records.
 *
 * @param onDemand whether its capacity mode is ON_DEMAND (else PROVISIONED)
 * @param shards all that there ever were, by index
 * @param tags by key; absent in what an earlier version of the local cloud has kept
 */
record StreamSettings(
    @JsonProperty("name") String name,
    @JsonProperty("onDemand") boolean onDemand,
    @JsonProperty("createdAtMillis") long createdAtMillis,
    @JsonProperty("retentionHours") int retentionHours,
    @JsonProperty("shards") List<ShardSettings> shards,
    @JsonProperty("tags") Map<String, String> tags) {

  static final int DEFAULT_RETENTION_HOURS = 24;

  StreamSettings {
    shards = List.copyOf(shards);
    tags = Map.copyOf(Objects.requireNonNullElse(tags, Map.of()));
  }

  static StreamSettings fresh(String name, int shards, boolean onDemand, long nowMillis) {
    List<ShardSettings> all = new ArrayList<>();
    for (HashRange range : HashRange.evenly(shards)) {
      all.add(ShardSettings.opened(all.size(), range, List.of(), nowMillis));
    }
    return new StreamSettings(name, onDemand, nowMillis, DEFAULT_RETENTION_HOURS, all, Map.of());
  }

  StreamSettings withRetention(int hours) {
    return new StreamSettings(name, onDemand, createdAtMillis, hours, shards, tags);
  }

  StreamSettings withShards(List<ShardSettings> changed) {
    return new StreamSettings(name, onDemand, createdAtMillis, retentionHours, changed, tags);
  }

  StreamSettings withTags(Map<String, String> changed) {
    return new StreamSettings(name, onDemand, createdAtMillis, retentionHours, shards, changed);
  }

  Duration retention() {
    return Duration.ofHours(retentionHours);
  }

  /** Those that take records, by their hash keys. */
  List<ShardSettings> open() {
    return shards.stream()
        .filter(ShardSettings::open)
        .sorted((a, b) -> a.start().compareTo(b.start()))
        .toList();
  }
}
