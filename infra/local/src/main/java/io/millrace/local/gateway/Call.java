// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import io.millrace.local.http.HttpReply;
import io.millrace.local.http.HttpRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One request at the gateway, whose body is read at most once: streamed, or whole and then kept;
 * not thread-safe.
 */
public final class Call {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final HttpExchange exchange;
  private final Map<String, String> query;
  private final CountedInput input;
  private final CountedOutput output;
  private byte @Nullable [] body;
  private @Nullable JsonNode document;
  private Supplier<Optional<HttpReply>> whenNotFound = Optional::empty;
  private boolean answerIsLost;

  Call(HttpExchange exchange) {
    this.exchange = exchange;
    this.input = new CountedInput(exchange.getRequestBody());
    this.output = new CountedOutput(exchange.getResponseBody());
    exchange.setStreams(input, output);
    this.query = parameters(Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse(""));
  }

  public String method() {
    return exchange.getRequestMethod();
  }

  /** The path as it was sent, percent-encoded. */
  public String rawPath() {
    return Optional.ofNullable(exchange.getRequestURI().getRawPath()).orElse("/");
  }

  /** The query as it was sent, empty without one. */
  public String rawQuery() {
    return Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
  }

  /** Decoded query parameters. */
  public Map<String, String> query() {
    return query;
  }

  /** The first value of a header. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
  }

  public Map<String, List<String>> headers() {
    return exchange.getRequestHeaders();
  }

  /** The body's length in bytes, -1 when it comes in chunks, 0 when there is none. */
  public long contentLength() {
    if (body != null) {
      return body.length;
    }
    if (header("Transfer-Encoding").isPresent()) {
      return -1;
    }
    return header("Content-Length").map(Long::parseLong).orElse(0L);
  }

  public InputStream bodyStream() {
    return body == null ? exchange.getRequestBody() : new ByteArrayInputStream(body);
  }

  /** Reads the body whole; may be called again. */
  public byte[] body() throws IOException {
    byte[] read = body;
    if (read == null) {
      read = exchange.getRequestBody().readAllBytes();
      body = read;
    }
    return read;
  }

  /** Whether the body can be looked at without holding a large one in memory. */
  public boolean isWhole() {
    return body != null;
  }

  /**
   * The body as a tree, JSON or CBOR by its content type, read once; an empty object when it is
   * neither.
   */
  public JsonNode document() throws IOException {
    JsonNode read = document;
    if (read == null) {
      read = Documents.read(header("Content-Type").orElse(""), body());
      document = read;
    }
    return read;
  }

  /** Decoded parameters of the query and, for a form, of the body. */
  public Map<String, String> form() throws IOException {
    if (header("Content-Type").filter(type -> type.startsWith(FORM)).isEmpty()) {
      return query;
    }
    Map<String, String> parameters = new HashMap<>(query);
    parameters.putAll(parameters(new String(body(), StandardCharsets.UTF_8)));
    return parameters;
  }

  /** Reads the body whole and gives it to a service that wants it so. */
  public HttpRequest whole() throws IOException {
    Map<String, String> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
    return new HttpRequest(method(), decode(rawPath()), query, headers, body());
  }

  /** Whose credentials the request carries; "anonymous" without any. */
  public String accessKey() {
    return header("Authorization")
        .or(() -> Optional.ofNullable(query.get("X-Amz-Credential")))
        .flatMap(CredentialScope::parse)
        .map(CredentialScope::accessKey)
        .orElse("anonymous");
  }

  public String remoteAddress() {
    return exchange.getRemoteAddress().getAddress().getHostAddress();
  }

  /** Has a "not found" of the engine answered otherwise: not every caller may learn of absence. */
  public void answerNotFoundWith(Supplier<Optional<HttpReply>> otherwise) {
    whenNotFound = otherwise;
  }

  Optional<HttpReply> insteadOf(int status) {
    return status == 404 ? whenNotFound.get() : Optional.empty();
  }

  /** Has the service do its work and its answer thrown away. */
  public void loseAnswer() {
    answerIsLost = true;
  }

  boolean answerIsLost() {
    return answerIsLost;
  }

  /** Closes the connection; without an answer before, the client sees it break. */
  public void hangUp() {
    exchange.close();
  }

  /** Keeps a copy of the answer's body, up to a limit, for who measures it afterwards. */
  public void captureAnswer(int limitBytes) {
    output.capture(limitBytes);
  }

  /** What was captured; empty when nothing was asked for, or it was more than the limit. */
  public byte[] captured() {
    return output.captured();
  }

  /** Body bytes read so far. */
  public long bytesIn() {
    return input.count();
  }

  /** Body bytes answered so far. */
  public long bytesOut() {
    return output.count();
  }

  /** The status answered with, -1 before or without an answer. */
  public int status() {
    return exchange.getResponseCode();
  }

  public void reply(HttpReply reply) throws IOException {
    if (answerIsLost) {
      return;
    }
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    boolean head = method().equals("HEAD");
    int length = reply.body().length;
    exchange.sendResponseHeaders(reply.status(), length == 0 || head ? -1 : length);
    if (length > 0 && !head) {
      exchange.getResponseBody().write(reply.body());
    }
    exchange.close();
  }

  HttpExchange exchange() {
    return exchange;
  }

  /** Decoded parameters of a query or a form, the first value of each name. */
  public static Map<String, String> parameters(String encoded) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : encoded.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.putIfAbsent(
            URLDecoder.decode(name, StandardCharsets.UTF_8),
            URLDecoder.decode(value, StandardCharsets.UTF_8));
      }
    }
    return parameters;
  }

  /** Decodes a path, in which a plus is a plus. */
  public static String decode(String rawPath) {
    return URLDecoder.decode(rawPath.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
