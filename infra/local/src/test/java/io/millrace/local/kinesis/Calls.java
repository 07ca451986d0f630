// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** Calls the service in one of its formats. */
record Calls(KinesisService service, Wire wire) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectMapper CBOR = new ObjectMapper(new CBORFactory());

  /** An answer: the exception's name on the wire is empty for a success. */
  record Answer(int status, String error, JsonNode body) {}

  Answer call(String operation, Map<String, ?> request) {
    ObjectMapper mapper = wire == Wire.CBOR ? CBOR : JSON;
    try {
      HttpReply reply =
          service.handle(
              new HttpRequest(
                  "POST",
                  "/",
                  Map.of(),
                  Map.of(
                      "x-amz-target",
                      "Kinesis_20131202." + operation,
                      "content-type",
                      wire.contentType()),
                  mapper.writeValueAsBytes(request)));
      JsonNode body =
          reply.body().length == 0 ? mapper.createObjectNode() : mapper.readTree(reply.body());
      return new Answer(reply.status(), body.path("__type").asText(""), body);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode ok(String operation, Map<String, ?> request) {
    Answer answer = call(operation, request);
    if (answer.status() != 200) {
      throw new AssertionError(operation + ": " + answer);
    }
    return answer.body();
  }

  String iterator(String stream, String shardId, String type) {
    return ok(
            "GetShardIterator",
            Map.of("StreamName", stream, "ShardId", shardId, "ShardIteratorType", type))
        .path("ShardIterator")
        .asText();
  }
}
