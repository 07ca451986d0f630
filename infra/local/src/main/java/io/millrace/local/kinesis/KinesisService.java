// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The Kinesis API; thread-safe. */
public final class KinesisService implements HttpHandler, AutoCloseable {
  private final Streams streams;
  private final StreamOperations streamOperations;
  private final WriteOperations writes;
  private final ReadOperations reads;
  private final ShardOperations shards;

  /**
   * @param dataDir where streams and records are kept, absent = in memory only
   */
  public KinesisService(Optional<Path> dataDir, InstantSource clock) {
    this(KinesisLimits.AWS, dataDir, clock);
  }

  KinesisService(KinesisLimits limits, Optional<Path> dataDir, InstantSource clock) {
    this.streams = new Streams(limits, dataDir, clock);
    this.streamOperations = new StreamOperations(streams, limits, clock);
    this.shards = new ShardOperations(streams, limits, clock);
    this.writes = new WriteOperations(streams, limits, clock);
    this.reads = new ReadOperations(streams, limits, clock);
  }

  @Override
  public HttpReply handle(HttpRequest request) {
    Wire wire = Wire.of(request.header("content-type").orElse(""));
    try {
      String target = request.header("x-amz-target").orElse("");
      String operation = target.substring(target.indexOf('.') + 1);
      Wire.Body body = answer(operation, wire.read(request.body()), wire);
      return reply(200, wire, wire.write(body), Map.of());
    } catch (KinesisException e) {
      byte[] body =
          wire.write(
              out -> {
                out.writeStartObject();
                out.writeStringField("__type", e.type());
                out.writeStringField("message", e.getMessage());
                out.writeEndObject();
              });
      return reply(400, wire, body, Map.of("x-amzn-ErrorType", e.type()));
    }
  }

  @Override
  public void close() {
    streams.close();
  }

  private Wire.Body answer(String operation, JsonNode request, Wire wire) {
    return switch (operation) {
      case "DecreaseStreamRetentionPeriod" -> shards.decreaseRetention(request);
      case "IncreaseStreamRetentionPeriod" -> shards.increaseRetention(request);
      case "MergeShards" -> shards.mergeShards(request);
      case "SplitShard" -> shards.splitShard(request);
      case "UpdateShardCount" -> shards.updateShardCount(request);
      case "CreateStream" -> streamOperations.createStream(request);
      case "DeleteStream" -> streamOperations.deleteStream(request);
      case "DescribeStream" -> streamOperations.describeStream(request, wire);
      case "DescribeStreamSummary" -> streamOperations.describeStreamSummary(request, wire);
      case "GetRecords" -> reads.getRecords(request, wire);
      case "GetShardIterator" -> reads.getShardIterator(request);
      case "ListShards" -> streamOperations.listShards(request);
      case "ListStreams" -> streamOperations.listStreams(request, wire);
      case "PutRecord" -> writes.putRecord(request);
      case "PutRecords" -> writes.putRecords(request);
      case "DeregisterStreamConsumer",
          "DescribeStreamConsumer",
          "ListStreamConsumers",
          "RegisterStreamConsumer",
          "SubscribeToShard" ->
          throw KinesisException.enhancedFanOut(operation);
      default -> throw KinesisException.unknownOperation(operation);
    };
  }

  private static HttpReply reply(int status, Wire wire, byte[] body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("content-type", wire.contentType());
    headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
    return new HttpReply(status, headers, body);
  }
}
