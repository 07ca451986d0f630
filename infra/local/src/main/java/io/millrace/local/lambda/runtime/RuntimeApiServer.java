// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The Lambda Runtime API of one environment, on a loopback port of its own. [runtimes-api]
 *
 * <p>It hands out what was {@linkplain #offer offered} in order and completes an invocation
 * <em>before</em> it acknowledges the answer, so that a process that answers and ends is never
 * taken for one that ended.
 */
final class RuntimeApiServer implements AutoCloseable {
  private static final String ROOT = "/2018-06-01/runtime/";
  private static final byte[] ACCEPTED = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final BlockingQueue<Invocation> offered = new LinkedBlockingQueue<>();
  private final Map<String, Invocation> running = new ConcurrentHashMap<>();
  private final CompletableFuture<Long> ready = new CompletableFuture<>();
  private final CompletableFuture<String> initError = new CompletableFuture<>();

  RuntimeApiServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(ROOT, this::handle);
    server.start();
  }

  /** The value of {@code AWS_LAMBDA_RUNTIME_API}. */
  String address() {
    return server.getAddress().getAddress().getHostAddress() + ":" + server.getAddress().getPort();
  }

  /**
   * Completed, with {@link System#nanoTime}, at the first request for an event: initialization is
   * over.
   */
  CompletableFuture<Long> ready() {
    return ready;
  }

  /** Completed with the error document when the process says that it can't initialize. */
  CompletableFuture<String> initError() {
    return initError;
  }

  void offer(Invocation invocation) {
    offered.add(invocation);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring(ROOT.length());
      String[] parts = path.split("/", -1);
      if (path.equals("invocation/next")) {
        next(exchange);
      } else if (path.equals("init/error")) {
        initError.complete(new String(bytes(exchange), StandardCharsets.UTF_8));
        reply(exchange, 202, ACCEPTED);
      } else if (parts.length == 3 && parts[0].equals("invocation")) {
        answered(exchange, parts[1], parts[2]);
      } else {
        refuse(exchange, 404, "InvalidPath", "no such path in the Runtime API: " + path);
      }
    }
  }

  private void next(HttpExchange exchange) throws IOException {
    ready.complete(System.nanoTime());
    Invocation invocation;
    try {
      invocation = offered.take();
    } catch (InterruptedException e) {
      return; // The environment is being closed, and its process with it.
    }
    running.put(invocation.requestId(), invocation);
    long deadline = System.currentTimeMillis() + invocation.timeout().toMillis();
    var headers = exchange.getResponseHeaders();
    headers.set("Lambda-Runtime-Aws-Request-Id", invocation.requestId());
    headers.set("Lambda-Runtime-Deadline-Ms", Long.toString(deadline));
    headers.set("Lambda-Runtime-Invoked-Function-Arn", invocation.invokedArn());
    headers.set("Lambda-Runtime-Trace-Id", invocation.traceId());
    invocation.delivered().complete(System.nanoTime());
    reply(exchange, 200, invocation.payload().getBytes(StandardCharsets.UTF_8));
  }

  private void answered(HttpExchange exchange, String requestId, String kind) throws IOException {
    Invocation invocation = running.remove(requestId);
    if (invocation == null) {
      refuse(exchange, 400, "InvalidRequestID", "no invocation " + requestId + " is running here");
      return;
    }
    byte[] body = bytes(exchange);
    String payload = new String(body, StandardCharsets.UTF_8);
    boolean tooLarge = body.length > RuntimeSettings.MAX_RESPONSE_BYTES;
    switch (kind) {
      case "response" ->
          invocation
              .answer()
              .complete(
                  tooLarge
                      ? new Invocation.Answer(
                          true, RuntimeErrors.responseTooLarge(RuntimeSettings.MAX_RESPONSE_BYTES))
                      : new Invocation.Answer(false, payload));
      case "error" -> invocation.answer().complete(new Invocation.Answer(true, payload));
      default -> {
        running.put(requestId, invocation);
        refuse(exchange, 404, "InvalidPath", "an invocation takes response or error, not " + kind);
        return;
      }
    }
    if (tooLarge) {
      refuse(exchange, 413, "RequestEntityTooLarge", "the response is larger than Lambda allows");
    } else {
      reply(exchange, 202, ACCEPTED);
    }
  }

  private static byte[] bytes(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      return body.readAllBytes();
    }
  }

  private static void refuse(HttpExchange exchange, int status, String type, String message)
      throws IOException {
    String document = "{\"errorType\":\"" + type + "\",\"errorMessage\":\"" + message + "\"}";
    reply(exchange, status, document.getBytes(StandardCharsets.UTF_8));
  }

  private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
