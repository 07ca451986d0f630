// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Stands before DynamoDB Local, passes everything on as it is, and remembers it. What it costs is
 * counted against the side that runs through it.
 */
final class Recorder implements AutoCloseable {
  private static final int BACKLOG = 256;

  /** Parts of a run: what is recorded belongs to one of them. */
  enum Phase {
    SET_UP,
    WARM_UP,
    MEASURED,
    OVER
  }

  private final HttpServer server;
  private final DynamoDbHttp engine;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Queue<Recorded> recorded = new ConcurrentLinkedQueue<>();
  private volatile Phase phase = Phase.SET_UP;

  private Recorder(HttpServer server, DynamoDbHttp engine) {
    this.server = server;
    this.engine = engine;
  }

  static Recorder before(URI engine) {
    // read once by the JDK's server, which would wait for more to send else
    System.setProperty("sun.net.httpserver.nodelay", "true");
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      Recorder recorder = new Recorder(server, new DynamoDbHttp(engine));
      server.setExecutor(recorder.threads);
      server.createContext("/", recorder::serve);
      server.start();
      return recorder;
    } catch (IOException e) {
      throw new PeersException("no port for the recorder", e);
    }
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void phase(Phase now) {
    phase = now;
  }

  /** What succeeded in a phase, in the order in which it came. */
  List<Recorded> of(Phase wanted) {
    return recorded.stream()
        .filter(one -> one.phase() == wanted && one.succeeded())
        .sorted(Comparator.comparingLong(Recorded::startNanos))
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      long start = System.nanoTime();
      String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
      byte[] body = exchange.getRequestBody().readAllBytes();
      HttpResponse<InputStream> answer = engine.send(target, body);
      answer
          .headers()
          .firstValue("content-type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      answer
          .headers()
          .firstValue("x-amz-crc32")
          .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
      long length = answer.headers().firstValueAsLong("content-length").orElse(0);
      try (InputStream in = answer.body()) {
        exchange.sendResponseHeaders(answer.statusCode(), length == 0 ? 0 : length);
        in.transferTo(exchange.getResponseBody());
      }
      recorded.add(
          new Recorded(
              phase,
              target.substring(target.indexOf('.') + 1),
              target,
              body,
              start,
              System.nanoTime(),
              answer.statusCode()));
    }
  }
}
