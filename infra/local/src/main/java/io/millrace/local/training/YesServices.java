// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * AWS's services as far as the functions call them, on a loopback port: every write succeeds, every
 * read of a table finds nothing, every object is one of a few. They check and keep nothing, so that
 * a function's own work is all there is. Answers are those of the services' API references.
 */
public final class YesServices implements AutoCloseable {
  private static final String JSON = "application/x-amz-json-1.0";
  private static final String CBOR = "application/x-amz-cbor-1.1";

  private final ObjectMapper mapper = new ObjectMapper();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private final Map<String, byte[]> objects;

  /**
   * @param objects of every bucket, by key
   */
  public YesServices(Map<String, byte[]> objects) throws IOException {
    this.objects = Map.copyOf(objects);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** What functions take as {@code AWS_ENDPOINT_URL}. */
  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
      byte[] body = exchange.getRequestBody().readAllBytes();
      if (target == null) {
        object(exchange);
      } else if (target.startsWith("Kinesis")) {
        reply(exchange, CBOR, noneFailed());
      } else {
        ObjectNode answer = answer(target.substring(target.indexOf('.') + 1), body);
        reply(exchange, JSON, mapper.writeValueAsBytes(answer));
      }
    }
  }

  private ObjectNode answer(String operation, byte[] body) throws IOException {
    ObjectNode answer = mapper.createObjectNode();
    switch (operation) {
      case "SendMessageBatch" -> {
        ArrayNode sent = answer.putArray("Successful");
        for (JsonNode entry : mapper.readTree(body).path("Entries")) {
          String text = entry.path("MessageBody").asText();
          sent.addObject()
              .put("Id", entry.path("Id").asText())
              .put("MessageId", entry.path("Id").asText())
              .put("MD5OfMessageBody", md5(text.getBytes(StandardCharsets.UTF_8)));
        }
      }
      case "PutEvents" -> {
        answer.put("FailedEntryCount", 0);
        ArrayNode taken = answer.putArray("Entries");
        mapper.readTree(body).path("Entries").forEach(e -> taken.addObject().put("EventId", "1"));
      }
      case "BatchWriteItem" -> answer.putObject("UnprocessedItems");
      case "Query" -> answer.put("Count", 0).put("ScannedCount", 0).putArray("Items");
      default -> {
        // PutItem, GetItem, TransactWriteItems and their like say nothing when all is well.
      }
    }
    return answer;
  }

  /** {@code {"FailedRecordCount":0,"Records":[]}} as Kinesis writes it, in CBOR. */
  private static byte[] noneFailed() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0xA2);
    out.write(0x71);
    out.write("FailedRecordCount".getBytes(StandardCharsets.US_ASCII));
    out.write(0x00);
    out.write(0x67);
    out.write("Records".getBytes(StandardCharsets.US_ASCII));
    out.write(0x80);
    return out.toByteArray();
  }

  private void object(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    byte[] object = objects.get(path.substring(path.indexOf('/', 1) + 1));
    exchange.getResponseHeaders().set("Last-Modified", "Sun, 22 Nov 2026 10:00:00 GMT");
    boolean read = exchange.getRequestMethod().equals("GET");
    if (read && object == null) {
      exchange.getResponseHeaders().set("Content-Type", "application/xml");
      byte[] none =
          "<Error><Code>NoSuchKey</Code><Message>none</Message></Error>"
              .getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(404, none.length);
      exchange.getResponseBody().write(none);
      return;
    }
    byte[] body = read && object != null ? object : new byte[0];
    exchange.getResponseHeaders().set("ETag", '"' + md5(body) + '"');
    reply(exchange, "binary/octet-stream", body);
  }

  /** As S3 and SQS give it: in hexadecimal digits. */
  static String md5(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private static void reply(HttpExchange exchange, String type, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
