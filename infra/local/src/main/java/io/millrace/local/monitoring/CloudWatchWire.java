// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import io.millrace.local.gateway.Call;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPInputStream;

/**
 * The three protocols of the CloudWatch API, with one form of requests and answers between them: a
 * tree whose times are {@link Instant}s. [Smithy RPC v2 CBOR, AWS JSON 1.0, AWS Query]
 */
enum CloudWatchWire {
  CBOR,
  JSON,
  QUERY;

  private static final int MAX_BODY = 8 * 1024 * 1024;
  private static final int TIME_TAG = 1;
  private static final ObjectMapper JSON_MAPPER = new ObjectMapper();
  private static final ObjectMapper CBOR_MAPPER = new ObjectMapper(new CBORFactory());

  /** An operation and what it is asked. */
  record Request(CloudWatchWire wire, String operation, JsonNode body) {}

  /**
   * Reads a request of any of them.
   *
   * @throws MonitoringException when it is none
   */
  static Request read(HttpRequest request) {
    String target = request.header("x-amz-target").orElse("");
    try {
      byte[] body = body(request);
      if (request.header("smithy-protocol").isPresent()) {
        String operation = request.path().substring(request.path().lastIndexOf('/') + 1);
        return new Request(CBOR, operation, tree(CBOR_MAPPER, body));
      }
      if (!target.isEmpty()) {
        String operation = target.substring(target.indexOf('.') + 1);
        return new Request(JSON, operation, tree(JSON_MAPPER, body));
      }
      Map<String, String> form = new HashMap<>(request.query());
      form.putAll(Call.parameters(new String(body, StandardCharsets.UTF_8)));
      return new Request(QUERY, form.getOrDefault("Action", ""), QueryTree.of(form));
    } catch (IOException e) {
      throw new MonitoringException("SerializationException", 400, String.valueOf(e.getMessage()));
    }
  }

  private static byte[] body(HttpRequest request) throws IOException {
    if (!request.header("content-encoding").orElse("").equals("gzip")) {
      return request.body();
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(request.body()))) {
      byte[] body = in.readNBytes(MAX_BODY + 1);
      if (body.length > MAX_BODY) {
        throw new IOException("the request is larger than " + MAX_BODY + " bytes");
      }
      return body;
    }
  }

  private static JsonNode tree(ObjectMapper mapper, byte[] body) throws IOException {
    JsonNode read = mapper.readTree(body);
    return read instanceof ObjectNode ? read : JsonNodeFactory.instance.objectNode();
  }

  /** In which protocol an error is understood, even of a request that could not be read. */
  static CloudWatchWire of(HttpRequest request) {
    return request.header("smithy-protocol").isPresent()
        ? CBOR
        : request.header("x-amz-target").isPresent() ? JSON : QUERY;
  }

  HttpReply reply(String operation, ObjectNode answer) {
    if (this == QUERY) {
      return QueryTree.reply(operation, answer);
    }
    return reply(200, answer, Map.of());
  }

  HttpReply error(MonitoringException problem) {
    String message = String.valueOf(problem.getMessage());
    if (this == QUERY) {
      return QueryTree.error(problem.status(), problem.code(), message);
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("__type", "com.amazonaws.cloudwatch#" + problem.code()).put("message", message);
    return reply(problem.status(), body, Map.of("x-amzn-query-error", problem.code() + ";Sender"));
  }

  private HttpReply reply(int status, ObjectNode body, Map<String, String> more) {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("x-amzn-requestid", UUID.randomUUID().toString());
    if (this == CBOR) {
      headers.put("content-type", "application/cbor");
      headers.put("smithy-protocol", "rpc-v2-cbor");
    } else {
      headers.put("content-type", "application/x-amz-json-1.0");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ObjectMapper mapper = this == CBOR ? CBOR_MAPPER : JSON_MAPPER;
    try (JsonGenerator out = mapper.createGenerator(bytes)) {
      write(out, body);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new HttpReply(status, headers, bytes.toByteArray());
  }

  private static void write(JsonGenerator out, JsonNode node) throws IOException {
    if (node.isObject()) {
      out.writeStartObject();
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        out.writeFieldName(member.getKey());
        write(out, member.getValue());
      }
      out.writeEndObject();
    } else if (node.isArray()) {
      out.writeStartArray();
      for (JsonNode element : node) {
        write(out, element);
      }
      out.writeEndArray();
    } else if (node instanceof POJONode time && time.getPojo() instanceof Instant instant) {
      if (out instanceof CBORGenerator cbor) {
        cbor.writeTag(TIME_TAG);
      }
      out.writeNumber(instant.toEpochMilli() / 1e3);
    } else {
      out.writeTree(node);
    }
  }
}
