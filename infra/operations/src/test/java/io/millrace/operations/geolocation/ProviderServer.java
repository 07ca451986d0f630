// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A provider's server on the loopback interface, which serves one file and its checksum. */
final class ProviderServer implements AutoCloseable {

  static final String FILE = "/databases/city/download";
  private static final String QUERY = "suffix=tar.gz";
  private static final String ETAG = "\"the-first\"";

  /** How the file is answered; its checksum is the same whatever that is. */
  interface Behaviour {
    void answer(HttpExchange exchange) throws IOException;
  }

  /**
   * What was asked.
   *
   * @param authorization empty when there was none
   */
  record Asked(String uri, String authorization, String ifNoneMatch) {}

  final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile byte[] file = {};
  private volatile String checksum = "";
  private volatile Behaviour behaviour = this::wholeFile;

  ProviderServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(threads);
    server.createContext(FILE, this::serve);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + FILE + "?" + QUERY);
  }

  /** Serves a file with its right checksum. */
  void serve(byte[] newFile) {
    file = newFile;
    checksum = Databases.sha256(newFile) + "  GeoLite2-City_20261120.tar.gz\n";
    behaviour = this::wholeFile;
  }

  void checksum(String text) {
    checksum = text;
  }

  void behave(Behaviour other) {
    behaviour = other;
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      String query = String.valueOf(exchange.getRequestURI().getQuery());
      asked.add(
          new Asked(
              exchange.getRequestURI().toString(),
              header(exchange, "Authorization"),
              header(exchange, "If-None-Match")));
      if (query.endsWith(".sha256")) {
        send(exchange, 200, checksum.getBytes(StandardCharsets.US_ASCII));
      } else {
        behaviour.answer(exchange);
      }
    }
  }

  private void wholeFile(HttpExchange exchange) throws IOException {
    String etag = "\"" + Databases.sha256(file) + "\"";
    if (header(exchange, "If-None-Match").equals(etag)) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    exchange.getResponseHeaders().set("ETag", etag);
    send(exchange, 200, file);
  }

  void status(HttpExchange exchange, int status) throws IOException {
    send(exchange, status, "account id, licence key".getBytes(StandardCharsets.US_ASCII));
  }

  /** Says how long the file is, and stops in its middle. */
  void halfFile(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("ETag", ETAG);
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file, 0, file.length / 2);
    exchange.getResponseBody().flush();
  }

  /** Sends some of the file and no more, until this server is closed. */
  void stalledFile(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, file.length);
    exchange.getResponseBody().write(file, 0, 10);
    exchange.getResponseBody().flush();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static void redirect(HttpExchange exchange, String location) throws IOException {
    exchange.getResponseHeaders().set("Location", location);
    exchange.sendResponseHeaders(302, -1);
  }

  private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
