// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;

/**
 * Creating, deleting, listing and describing streams; a stream is ACTIVE as soon as it is created.
 */
final class StreamOperations {
  private static final String NAME = "[a-zA-Z0-9_.-]{1,128}";
  private static final int LIST_LIMIT = 10_000;

  private final Streams streams;
  private final KinesisLimits limits;
  private final InstantSource clock;

  StreamOperations(Streams streams, KinesisLimits limits, InstantSource clock) {
    this.streams = streams;
    this.limits = limits;
    this.clock = clock;
  }

  Wire.Body createStream(JsonNode request) {
    String name = Requests.required(request, "StreamName");
    if (!name.matches(NAME)) {
      throw KinesisException.validation(
          "streamName", "Member must satisfy regular expression pattern: " + NAME);
    }
    boolean onDemand =
        request.path("StreamModeDetails").path("StreamMode").asText().equals("ON_DEMAND");
    boolean counted = request.hasNonNull("ShardCount");
    if (onDemand == counted) {
      throw KinesisException.invalidArgument(
          "ShardCount is required for a PROVISIONED stream and must not be set for an ON_DEMAND stream.");
    }
    int shards = Requests.number(request, "ShardCount", limits.onDemandShards(), limits.shards());
    streams.create(
        StreamSettings.fresh(name, shards, onDemand, clock.millis())
            .withTags(TagOperations.tags(request)));
    return out -> {};
  }

  Wire.Body deleteStream(JsonNode request) {
    streams.delete(Requests.streamName(request));
    return out -> {};
  }

  Wire.Body listStreams(JsonNode request, Wire wire) {
    String after = Requests.text(request, "ExclusiveStartStreamName").orElse("");
    int limit = Requests.number(request, "Limit", 100, LIST_LIMIT);
    List<Stream> rest =
        streams.all().stream().filter(stream -> stream.name().compareTo(after) > 0).toList();
    List<Stream> page = rest.subList(0, Math.min(limit, rest.size()));
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("StreamNames");
      for (Stream stream : page) {
        out.writeString(stream.name());
      }
      out.writeEndArray();
      out.writeArrayFieldStart("StreamSummaries");
      for (Stream stream : page) {
        out.writeStartObject();
        identity(stream, wire, out);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeBooleanField("HasMoreStreams", page.size() < rest.size());
      out.writeEndObject();
    };
  }

  Wire.Body describeStreamSummary(JsonNode request, Wire wire) {
    Stream stream = streams.get(Requests.streamName(request));
    return out -> {
      out.writeStartObject();
      out.writeObjectFieldStart("StreamDescriptionSummary");
      identity(stream, wire, out);
      details(stream, out);
      out.writeNumberField("OpenShardCount", stream.settings().open().size());
      out.writeNumberField("ConsumerCount", 0);
      out.writeEndObject();
      out.writeEndObject();
    };
  }

  Wire.Body describeStream(JsonNode request, Wire wire) {
    Stream stream = streams.get(Requests.streamName(request));
    String after = Requests.text(request, "ExclusiveStartShardId").orElse("");
    int limit = Requests.number(request, "Limit", 100, LIST_LIMIT);
    ShardList page = ShardList.page(stream.shards(clock.millis()), after, limit);
    return out -> {
      out.writeStartObject();
      out.writeObjectFieldStart("StreamDescription");
      identity(stream, wire, out);
      details(stream, out);
      page.write(out);
      out.writeBooleanField("HasMoreShards", page.more());
      out.writeEndObject();
      out.writeEndObject();
    };
  }

  Wire.Body listShards(JsonNode request) {
    String token = Requests.text(request, "NextToken").orElse("");
    int slash = token.indexOf('/');
    if (!token.isEmpty() && slash < 0) {
      throw KinesisException.invalidArgument("Invalid NextToken.");
    }
    if (slash >= 0 && request.hasNonNull("StreamName")) {
      throw KinesisException.invalidArgument(
          "NextToken and StreamName cannot be provided together.");
    }
    Stream stream =
        streams.get(slash < 0 ? Requests.streamName(request) : token.substring(0, slash));
    String after =
        slash < 0
            ? Requests.text(request, "ExclusiveStartShardId").orElse("")
            : token.substring(slash + 1);
    long now = clock.millis();
    long oldest = now - stream.settings().retention().toMillis();
    List<Shard> wanted =
        stream.shards(now).stream()
            .filter(ShardList.filter(request.path("ShardFilter"), oldest))
            .toList();
    int limit = Requests.number(request, "MaxResults", 1_000, LIST_LIMIT);
    ShardList page = ShardList.page(wanted, after, limit);
    return out -> {
      out.writeStartObject();
      page.write(out);
      if (page.more()) {
        out.writeStringField("NextToken", stream.name() + "/" + page.shards().getLast().id());
      }
      out.writeEndObject();
    };
  }

  /** Streams beyond these limits are not refused here. [API_DescribeLimits] */
  Wire.Body describeLimits() {
    List<StreamSettings> all = streams.all().stream().map(Stream::settings).toList();
    int open = all.stream().mapToInt(settings -> settings.open().size()).sum();
    long onDemand = all.stream().filter(StreamSettings::onDemand).count();
    return out -> {
      out.writeStartObject();
      out.writeNumberField("ShardLimit", limits.accountShards());
      out.writeNumberField("OpenShardCount", open);
      out.writeNumberField("OnDemandStreamCount", onDemand);
      out.writeNumberField("OnDemandStreamCountLimit", limits.onDemandStreams());
      out.writeEndObject();
    };
  }

  private static void identity(Stream stream, Wire wire, JsonGenerator out) throws IOException {
    out.writeStringField("StreamName", stream.name());
    out.writeStringField("StreamARN", stream.arn());
    out.writeStringField("StreamStatus", "ACTIVE");
    out.writeObjectFieldStart("StreamModeDetails");
    out.writeStringField("StreamMode", stream.settings().onDemand() ? "ON_DEMAND" : "PROVISIONED");
    out.writeEndObject();
    wire.time(out, "StreamCreationTimestamp", stream.settings().createdAtMillis());
  }

  private static void details(Stream stream, JsonGenerator out) throws IOException {
    out.writeNumberField("RetentionPeriodHours", stream.settings().retentionHours());
    out.writeArrayFieldStart("EnhancedMonitoring");
    out.writeStartObject();
    out.writeArrayFieldStart("ShardLevelMetrics");
    out.writeEndArray();
    out.writeEndObject();
    out.writeEndArray();
    out.writeStringField("EncryptionType", "NONE");
  }
}
