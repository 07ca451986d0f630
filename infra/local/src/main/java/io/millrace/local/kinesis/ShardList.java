// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** Shards as answers show them, page by page. */
record ShardList(List<Shard> shards, boolean more) {
  static ShardList page(List<Shard> all, String afterShardId, int limit) {
    List<Shard> rest =
        all.stream().filter(shard -> shard.id().compareTo(afterShardId) > 0).toList();
    return new ShardList(rest.subList(0, Math.min(limit, rest.size())), rest.size() > limit);
  }

  /**
   * What a ShardFilter asks for. [API_ShardFilter]
   *
   * @param oldestMillis how far back the stream can be read
   */
  static Predicate<Shard> filter(JsonNode filter, long oldestMillis) {
    String type = filter.path("Type").asText("FROM_TRIM_HORIZON");
    return switch (type) {
      case "FROM_TRIM_HORIZON" -> shard -> true;
      case "AT_TRIM_HORIZON" -> shard -> openAt(shard, oldestMillis);
      case "AT_LATEST" -> shard -> shard.settings().open();
      case "AT_TIMESTAMP" -> {
        long time = timestamp(filter, oldestMillis);
        yield shard -> openAt(shard, time);
      }
      case "FROM_TIMESTAMP" -> {
        long time = timestamp(filter, oldestMillis);
        yield shard -> shard.settings().endsAfter(time);
      }
      case "AFTER_SHARD_ID" -> {
        String after = Requests.required(filter, "ShardId");
        yield shard -> shard.id().compareTo(after) > 0;
      }
      default ->
          throw KinesisException.validation(
              "shardFilter.type",
              "Member must satisfy enum value set: [AFTER_SHARD_ID, AT_TRIM_HORIZON, FROM_TRIM_HORIZON, AT_LATEST,"
                  + " AT_TIMESTAMP, FROM_TIMESTAMP]");
    };
  }

  /** A shard of the beginning counts as open for all time before it. */
  private static boolean openAt(Shard shard, long millis) {
    ShardSettings settings = shard.settings();
    boolean first = settings.parents().isEmpty() && settings.endsAfter(millis);
    return first || settings.openAt(millis);
  }

  private static long timestamp(JsonNode filter, long oldestMillis) {
    JsonNode time = filter.path("Timestamp");
    if (!time.isNumber()) {
      throw KinesisException.invalidArgument(
          "Must specify timestamp parameter for this shard filter type.");
    }
    return Math.max(Wire.millis(time), oldestMillis);
  }

  void write(JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("Shards");
    for (Shard shard : shards) {
      write(shard, out);
    }
    out.writeEndArray();
  }

  private static void write(Shard shard, JsonGenerator out) throws IOException {
    ShardSettings settings = shard.settings();
    out.writeStartObject();
    out.writeStringField("ShardId", shard.id());
    List<Integer> parents = settings.parents();
    if (!parents.isEmpty()) {
      out.writeStringField("ParentShardId", ShardSettings.id(parents.getFirst()));
    }
    if (parents.size() > 1) {
      out.writeStringField("AdjacentParentShardId", ShardSettings.id(parents.getLast()));
    }
    range(settings, out);
    out.writeObjectFieldStart("SequenceNumberRange");
    out.writeStringField("StartingSequenceNumber", shard.numbers().starting());
    if (!settings.open()) {
      out.writeStringField("EndingSequenceNumber", shard.numbers().at(shard.end()));
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void range(ShardSettings settings, JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("HashKeyRange");
    out.writeStringField("StartingHashKey", settings.start().toString());
    out.writeStringField("EndingHashKey", settings.end().toString());
    out.writeEndObject();
  }

  /** The children of a shard that has been read to its end. [API_ChildShard] */
  static void writeChildren(Stream stream, Shard parent, JsonGenerator out) throws IOException {
    out.writeArrayFieldStart("ChildShards");
    for (ShardSettings child : stream.settings().shards()) {
      if (child.parents().contains(parent.settings().index())) {
        out.writeStartObject();
        out.writeStringField("ShardId", ShardSettings.id(child.index()));
        out.writeArrayFieldStart("ParentShards");
        for (int index : child.parents()) {
          out.writeString(ShardSettings.id(index));
        }
        out.writeEndArray();
        range(child, out);
        out.writeEndObject();
      }
    }
    out.writeEndArray();
  }
}
