// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stream is, as it is kept beside its records.
 *
 * @param onDemand whether its capacity mode is ON_DEMAND (else PROVISIONED)
 * @param shards all that there ever were, by index
 */
record StreamSettings(
    @JsonProperty("name") String name,
    @JsonProperty("onDemand") boolean onDemand,
    @JsonProperty("createdAtMillis") long createdAtMillis,
    @JsonProperty("retentionHours") int retentionHours,
    @JsonProperty("shards") List<ShardSettings> shards) {

  static final int DEFAULT_RETENTION_HOURS = 24;

  StreamSettings {
    shards = List.copyOf(shards);
  }

  static StreamSettings fresh(String name, int shards, boolean onDemand, long nowMillis) {
    List<ShardSettings> all = new ArrayList<>();
    for (HashRange range : HashRange.evenly(shards)) {
      all.add(ShardSettings.opened(all.size(), range, List.of(), nowMillis));
    }
    return new StreamSettings(name, onDemand, nowMillis, DEFAULT_RETENTION_HOURS, all);
  }

  StreamSettings withRetention(int hours) {
    return new StreamSettings(name, onDemand, createdAtMillis, hours, shards);
  }

  StreamSettings withShards(List<ShardSettings> changed) {
    return new StreamSettings(name, onDemand, createdAtMillis, retentionHours, changed);
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
