// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.time.InstantSource;

/**
 * SplitShard, MergeShards, UpdateShardCount and the retention; changes are done when they are
 * answered.
 */
final class ShardOperations {
  private static final int LONGEST_RETENTION_HOURS = 8_760;

  private final Streams streams;
  private final KinesisLimits limits;
  private final InstantSource clock;

  ShardOperations(Streams streams, KinesisLimits limits, InstantSource clock) {
    this.streams = streams;
    this.limits = limits;
    this.clock = clock;
  }

  Wire.Body splitShard(JsonNode request) {
    Stream stream = provisioned(request, "SplitShard");
    String id = Requests.required(request, "ShardToSplit");
    BigInteger at = HashRange.explicit(Requests.required(request, "NewStartingHashKey"));
    long now = clock.millis();
    stream.change(
        settings -> {
          ShardSettings shard = open(stream, settings, id);
          if (at.compareTo(shard.start()) <= 0 || at.compareTo(shard.end()) > 0) {
            throw KinesisException.invalidArgument(
                "NewStartingHashKey "
                    + at
                    + " used in SplitShard() on shard "
                    + id
                    + " in stream "
                    + stream.name()
                    + " is not between the shard's StartingHashKey "
                    + shard.start()
                    + " and its EndingHashKey "
                    + shard.end()
                    + ".");
          }
          requireRoom(settings, 1);
          return Resharding.split(settings, shard, at, now);
        },
        now);
    return out -> {};
  }

  Wire.Body mergeShards(JsonNode request) {
    Stream stream = provisioned(request, "MergeShards");
    String id = Requests.required(request, "ShardToMerge");
    String adjacentId = Requests.required(request, "AdjacentShardToMerge");
    long now = clock.millis();
    stream.change(
        settings -> {
          ShardSettings shard = open(stream, settings, id);
          ShardSettings adjacent = open(stream, settings, adjacentId);
          boolean neighbours =
              shard.end().add(BigInteger.ONE).equals(adjacent.start())
                  || adjacent.end().add(BigInteger.ONE).equals(shard.start());
          if (!neighbours) {
            throw KinesisException.invalidArgument(
                "Shards "
                    + id
                    + " and "
                    + adjacentId
                    + " in stream "
                    + stream.name()
                    + " are not an adjacent pair of shards eligible for merging");
          }
          return Resharding.merge(settings, shard, adjacent, now);
        },
        now);
    return out -> {};
  }

  Wire.Body updateShardCount(JsonNode request) {
    Stream stream = provisioned(request, "UpdateShardCount");
    if (!Requests.required(request, "ScalingType").equals("UNIFORM_SCALING")) {
      throw KinesisException.validation(
          "scalingType", "Member must satisfy enum value set: [UNIFORM_SCALING]");
    }
    int target = Requests.number(request, "TargetShardCount", 0, limits.shards());
    if (target == 0) {
      throw Requests.missing("targetShardCount");
    }
    long now = clock.millis();
    int current = stream.settings().open().size();
    stream.change(
        settings -> {
          requireReach(settings.open().size(), target);
          return Resharding.uniformly(settings, target, now);
        },
        now);
    return out -> {
      out.writeStartObject();
      out.writeStringField("StreamName", stream.name());
      out.writeStringField("StreamARN", stream.arn());
      out.writeNumberField("CurrentShardCount", current);
      out.writeNumberField("TargetShardCount", target);
      out.writeEndObject();
    };
  }

  Wire.Body increaseRetention(JsonNode request) {
    return retention(request, true);
  }

  Wire.Body decreaseRetention(JsonNode request) {
    return retention(request, false);
  }

  private Wire.Body retention(JsonNode request, boolean more) {
    Stream stream = streams.get(Requests.streamName(request));
    int hours = Requests.number(request, "RetentionPeriodHours", 0, LONGEST_RETENTION_HOURS);
    if (hours < StreamSettings.DEFAULT_RETENTION_HOURS) {
      throw KinesisException.invalidArgument(
          "Minimum allowed retention period is 24 hours. Requested retention period ("
              + hours
              + " hours) is too short.");
    }
    stream.change(
        settings -> {
          int current = settings.retentionHours();
          if (more ? hours < current : hours > current) {
            throw KinesisException.invalidArgument(
                "Requested retention period ("
                    + hours
                    + " hours) for stream "
                    + stream.name()
                    + " can not be "
                    + (more ? "shorter" : "longer")
                    + " than existing retention period ("
                    + current
                    + " hours). Use "
                    + (more ? "Decrease" : "Increase")
                    + "StreamRetentionPeriod.");
          }
          return settings.withRetention(hours);
        },
        clock.millis());
    return out -> {};
  }

  private Stream provisioned(JsonNode request, String operation) {
    Stream stream = streams.get(Requests.streamName(request));
    if (stream.settings().onDemand()) {
      throw KinesisException.invalidRequest(
          operation
              + " is not for streams in ON_DEMAND mode; stream "
              + stream.name()
              + " is in it.");
    }
    return stream;
  }

  private static ShardSettings open(Stream stream, StreamSettings settings, String id) {
    ShardSettings shard =
        settings.shards().stream()
            .filter(one -> ShardSettings.id(one.index()).equals(id))
            .findFirst()
            .orElseThrow(() -> KinesisException.noShard(stream.name(), id));
    if (!shard.open()) {
      throw KinesisException.closedShard(stream.name(), id);
    }
    return shard;
  }

  private void requireRoom(StreamSettings settings, int more) {
    int count = settings.open().size() + more;
    if (count > limits.shards()) {
      throw KinesisException.limitExceeded(
          "The stream would have " + count + " shards, allowed are " + limits.shards() + ".");
    }
  }

  private static void requireReach(int current, int target) {
    if (target > 2 * current) {
      throw KinesisException.invalidArgument(
          "UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: "
              + current
              + " Target shard count: "
              + target);
    }
    if (2 * target < current) {
      throw KinesisException.invalidArgument(
          "UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: "
              + current
              + " Target shard count: "
              + target);
    }
  }
}
