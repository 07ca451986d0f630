// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.InstantSource;

/** GetShardIterator and GetRecords. */
final class ReadOperations {
  private final Streams streams;
  private final KinesisLimits limits;
  private final InstantSource clock;

  ReadOperations(Streams streams, KinesisLimits limits, InstantSource clock) {
    this.streams = streams;
    this.limits = limits;
    this.clock = clock;
  }

  Wire.Body getShardIterator(JsonNode request) {
    Stream stream = streams.get(Requests.streamName(request));
    Shard shard = stream.shard(Requests.required(request, "ShardId"));
    String token =
        iterator(stream, shard, startingPosition(request, shard, clock.millis())).token();
    return out -> {
      out.writeStartObject();
      out.writeStringField("ShardIterator", token);
      out.writeEndObject();
    };
  }

  Wire.Body getRecords(JsonNode request, Wire wire) {
    // The shape of a request is judged before what it names.
    int limit = Requests.number(request, "Limit", limits.getRecords(), limits.getRecords());
    ShardIterator from = ShardIterator.parse(Requests.required(request, "ShardIterator"));
    long now = clock.millis();
    from.requireFresh(limits.iteratorAge(), now);
    Stream stream = streams.get(from.stream());
    if (stream.settings().createdAtMillis() != from.createdAtMillis()) {
      throw KinesisException.noStream(from.stream());
    }
    Shard shard = stream.shard(from.shardId());
    Shard.Slice slice =
        shard
            .read(from.position(), limit, limits.getBytes(), now)
            .orElseThrow(() -> KinesisException.throughputExceeded(stream.name(), shard.id()));
    String next = iterator(stream, shard, slice.next()).token();
    return out -> {
      out.writeStartObject();
      out.writeArrayFieldStart("Records");
      for (StoredRecord entry : slice.records()) {
        out.writeStartObject();
        out.writeStringField("SequenceNumber", shard.numbers().at(entry.position()));
        wire.time(out, "ApproximateArrivalTimestamp", entry.arrivedAtMillis());
        out.writeFieldName("Data");
        out.writeBinary(entry.data());
        out.writeStringField("PartitionKey", entry.partitionKey());
        out.writeEndObject();
      }
      out.writeEndArray();
      if (slice.ended()) {
        ShardList.writeChildren(stream, shard, out);
      } else {
        out.writeStringField("NextShardIterator", next);
      }
      out.writeNumberField("MillisBehindLatest", slice.millisBehind());
      out.writeEndObject();
    };
  }

  private ShardIterator iterator(Stream stream, Shard shard, long position) {
    return new ShardIterator(
        stream.name(), stream.settings().createdAtMillis(), shard.id(), position, clock.millis());
  }

  private static long startingPosition(JsonNode request, Shard shard, long nowMillis) {
    String type = Requests.required(request, "ShardIteratorType");
    return switch (type) {
      case "TRIM_HORIZON" -> shard.start(nowMillis);
      case "LATEST" -> shard.end();
      case "AT_SEQUENCE_NUMBER" -> sequencePosition(request, shard);
      case "AFTER_SEQUENCE_NUMBER" -> sequencePosition(request, shard) + 1;
      case "AT_TIMESTAMP" -> {
        JsonNode time = request.path("Timestamp");
        if (!time.isNumber()) {
          throw KinesisException.invalidArgument(
              "Must specify timestamp parameter for iterator of type AT_TIMESTAMP.");
        }
        yield shard.at(Wire.millis(time));
      }
      default ->
          throw KinesisException.validation(
              "shardIteratorType",
              "Member must satisfy enum value set: [AFTER_SEQUENCE_NUMBER, LATEST, AT_TIMESTAMP, AT_SEQUENCE_NUMBER,"
                  + " TRIM_HORIZON]");
    };
  }

  private static long sequencePosition(JsonNode request, Shard shard) {
    String number =
        Requests.text(request, "StartingSequenceNumber")
            .orElseThrow(
                () ->
                    KinesisException.invalidArgument(
                        "Must specify startingSequenceNumber parameter for this iterator type."));
    return shard.numbers().position(number);
  }
}
