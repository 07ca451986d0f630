// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.http.HttpHandler;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/** The Kinesis API; thread-safe. */
public final class KinesisService implements HttpHandler, AutoCloseable {
  private static final Set<String> ENHANCED_FAN_OUT =
      Set.of(
          "DeregisterStreamConsumer",
          "DescribeStreamConsumer",
          "ListStreamConsumers",
          "RegisterStreamConsumer",
          "SubscribeToShard");

  private interface Handler {
    Wire.Body answer(JsonNode request, Wire wire);
  }

  private final Streams streams;
  private final StreamOperations streamOperations;
  private final WriteOperations writes;
  private final ReadOperations reads;
  private final ShardOperations shards;
  private final TagOperations tags;
  private final Map<String, Handler> operations;

  /**
   * @param dataDir where streams and records are kept, absent = in memory only
   */
  public KinesisService(Optional<Path> dataDir, InstantSource clock) {
    this(dataDir, clock, (stream, records, bytes, refused) -> {});
  }

  /**
   * @param dataDir where streams and records are kept, absent = in memory only
   * @param observer is told of every put
   */
  public KinesisService(Optional<Path> dataDir, InstantSource clock, PutObserver observer) {
    this(KinesisLimits.AWS, dataDir, clock, observer);
  }

  KinesisService(KinesisLimits limits, Optional<Path> dataDir, InstantSource clock) {
    this(limits, dataDir, clock, (stream, records, bytes, refused) -> {});
  }

  private KinesisService(
      KinesisLimits limits, Optional<Path> dataDir, InstantSource clock, PutObserver observer) {
    this.streams = new Streams(limits, dataDir, clock);
    this.streamOperations = new StreamOperations(streams, limits, clock);
    this.shards = new ShardOperations(streams, limits, clock);
    this.writes = new WriteOperations(streams, limits, clock, observer);
    this.reads = new ReadOperations(streams, limits, clock);
    this.tags = new TagOperations(streams, limits, clock);
    this.operations = handlers();
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

  /** The operations it has, by AWS's names. */
  public List<String> operations() {
    return operations.keySet().stream().sorted().toList();
  }

  private Map<String, Handler> handlers() {
    return Map.ofEntries(
        plain("AddTagsToStream", tags::addTags),
        plain("CreateStream", streamOperations::createStream),
        plain("DecreaseStreamRetentionPeriod", shards::decreaseRetention),
        plain("DeleteStream", streamOperations::deleteStream),
        plain("DescribeLimits", request -> streamOperations.describeLimits()),
        Map.entry("DescribeStream", streamOperations::describeStream),
        Map.entry("DescribeStreamSummary", streamOperations::describeStreamSummary),
        Map.entry("GetRecords", reads::getRecords),
        plain("GetShardIterator", reads::getShardIterator),
        plain("IncreaseStreamRetentionPeriod", shards::increaseRetention),
        plain("ListShards", streamOperations::listShards),
        Map.entry("ListStreams", streamOperations::listStreams),
        plain("ListTagsForStream", tags::listTags),
        plain("MergeShards", shards::mergeShards),
        plain("PutRecord", writes::putRecord),
        plain("PutRecords", writes::putRecords),
        plain("RemoveTagsFromStream", tags::removeTags),
        plain("SplitShard", shards::splitShard),
        plain("UpdateShardCount", shards::updateShardCount));
  }

  private static Map.Entry<String, Handler> plain(
      String operation, Function<JsonNode, Wire.Body> handler) {
    return Map.entry(operation, (request, wire) -> handler.apply(request));
  }

  private Wire.Body answer(String operation, JsonNode request, Wire wire) {
    Handler handler = operations.get(operation);
    if (handler != null) {
      return handler.answer(request, wire);
    }
    throw ENHANCED_FAN_OUT.contains(operation)
        ? KinesisException.enhancedFanOut(operation)
        : KinesisException.unknownOperation(operation);
  }

  private static HttpReply reply(int status, Wire wire, byte[] body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("content-type", wire.contentType());
    headers.put("x-amzn-RequestId", UUID.randomUUID().toString());
    return new HttpReply(status, headers, body);
  }
}
