// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import io.millrace.local.http.HttpReply;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * An engine behind the gateway: sends it a request with the client's headers and passes its answer
 * back; thread-safe.
 */
public final class Upstream {
  /** Bodies up to this many bytes are read whole, larger ones are passed on as they come. */
  private static final int WHOLE_BODY_LIMIT = 256 * 1024;

  /** Hop by hop, or set by the client or server of the next hop itself. */
  private static final Set<String> NOT_PASSED_ON =
      Set.of(
          "connection",
          "content-length",
          "date",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "te",
          "transfer-encoding",
          "upgrade");

  private static final Set<String> NO_BODY = Set.of("GET", "HEAD");

  private final URI base;
  private final HttpClient client;

  public Upstream(URI base) {
    this.base = base;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();
  }

  /** Passes a request on as it is, and the answer back. */
  public void forward(Call call) throws IOException {
    relay(send(call, call.rawPath(), Map.of()), call);
  }

  /**
   * Passes a request on.
   *
   * @param rawPath percent-encoded, instead of the client's path
   * @param replaced headers (names in lower case) that replace the client's
   * @return the answer, whose body the caller has to read or close
   */
  public HttpResponse<InputStream> send(Call call, String rawPath, Map<String, String> replaced)
      throws IOException {
    String query = call.rawQuery().isEmpty() ? "" : "?" + call.rawQuery();
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(rawPath + query))
            .method(call.method(), publisher(call));
    for (Map.Entry<String, List<String>> header : call.headers().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      // a client may well send its own Date, which signatures of old cover; no engine checks them
      if (!NOT_PASSED_ON.contains(name) && !replaced.containsKey(name)) {
        header.getValue().forEach(value -> request.header(name, value));
      }
    }
    replaced.forEach(request::header);
    return send(request.build(), BodyHandlers.ofInputStream());
  }

  /** Sends a request of our own and reads the answer whole. */
  public HttpResponse<byte[]> call(
      String method, String rawPathAndQuery, Map<String, String> headers, byte[] body)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(rawPathAndQuery))
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    return send(request.build(), BodyHandlers.ofByteArray());
  }

  /** Passes an answer back, streaming its body. */
  public void relay(HttpResponse<InputStream> response, Call call) throws IOException {
    try (InputStream in = response.body()) {
      Optional<HttpReply> instead = call.insteadOf(response.statusCode());
      if (instead.isPresent() || call.answerIsLost()) {
        in.transferTo(OutputStream.nullOutputStream());
        call.reply(instead.orElseGet(() -> HttpReply.empty(response.statusCode())));
        return;
      }
      var exchange = call.exchange();
      copyHeaders(response, call);
      long length = response.headers().firstValueAsLong("content-length").orElse(-1);
      boolean bodiless =
          call.method().equals("HEAD")
              || response.statusCode() == 204
              || response.statusCode() == 304;
      if (bodiless && length >= 0 && call.method().equals("HEAD")) {
        exchange.getResponseHeaders().set("Content-Length", Long.toString(length));
      }
      // the server's convention: -1 = no body, 0 = length unknown, sent in chunks
      exchange.sendResponseHeaders(
          response.statusCode(), bodiless || length == 0 ? -1 : Math.max(0, length));
      if (!bodiless && length != 0) {
        in.transferTo(exchange.getResponseBody());
      }
      exchange.close();
    }
  }

  /** Passes an answer back whose body was read whole. */
  public void relay(HttpResponse<?> response, byte[] body, Call call) throws IOException {
    copyHeaders(response, call);
    call.reply(new HttpReply(response.statusCode(), Map.of(), body));
  }

  private static void copyHeaders(HttpResponse<?> response, Call call) {
    response
        .headers()
        .map()
        .forEach(
            (name, values) -> {
              if (!NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT)) && !name.startsWith(":")) {
                call.exchange().getResponseHeaders().put(name, List.copyOf(values));
              }
            });
  }

  private static BodyPublisher publisher(Call call) throws IOException {
    long length = call.contentLength();
    if (length == 0 || NO_BODY.contains(call.method())) {
      return BodyPublishers.noBody();
    }
    if (length > 0 && length <= WHOLE_BODY_LIMIT) {
      return BodyPublishers.ofByteArray(call.body());
    }
    BodyPublisher stream = BodyPublishers.ofInputStream(call::bodyStream);
    return length < 0 ? stream : BodyPublishers.fromPublisher(stream, length);
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws IOException {
    try {
      return client.send(request, handler);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (InterruptedIOException) new InterruptedIOException("interrupted").initCause(e);
    }
  }
}
