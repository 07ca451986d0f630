// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.local.LocalCloudException;
import io.millrace.local.http.HttpReply;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The server on the one port: binds first, so that the address is known, and serves once the
 * backends are there.
 */
public final class Gateway implements AutoCloseable {
  static {
    // read once by the JDK's server and client classes, so set before either is loaded
    System.setProperty("sun.net.httpserver.nodelay", "true");
    System.setProperty("sun.net.httpserver.idleInterval", "300");
    System.setProperty("sun.net.httpserver.maxIdleConnections", "2000");
    System.setProperty("sun.net.httpserver.maxReqHeaders", "400");
    // shorter than any engine's own idle limit, or a request may meet a connection that just closes
    System.setProperty("jdk.httpclient.keepalive.timeout", "5");
  }

  private static final int BACKLOG = 512;
  private static final byte[] LOOPBACK = {127, 0, 0, 1};

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<Service, Backend> backends = new EnumMap<>(Service.class);
  private Gatekeeper gatekeeper = Gatekeeper.OPEN;

  private Gateway(HttpServer server) {
    this.server = server;
  }

  /** Takes the port; 0 takes a free one. */
  public static Gateway bind(int port) {
    try {
      InetSocketAddress address = new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port);
      return new Gateway(HttpServer.create(address, BACKLOG));
    } catch (BindException e) {
      throw new LocalCloudException(
          "port "
              + port
              + " is taken by another program: end it, or choose another port with --port",
          e);
    } catch (IOException e) {
      throw new LocalCloudException("port " + port + " cannot be used: " + e.getMessage(), e);
    }
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Serves everybody. */
  public void start(Map<Service, Backend> services) {
    start(services, Gatekeeper.OPEN);
  }

  /** Serves whom the gatekeeper lets through. */
  public void start(Map<Service, Backend> services, Gatekeeper between) {
    gatekeeper = between;
    backends.putAll(services);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  @SuppressWarnings(
      "IllegalCatch") // a main loop: whatever goes wrong in one request is that request's answer
  private void serve(HttpExchange exchange) throws IOException {
    Call call = new Call(exchange);
    try {
      Optional<CredentialScope> scope = scope(call);
      Optional<Service> service =
          Router.route(
              Call.decode(call.rawPath()),
              scope,
              call.header("X-Amz-Target").orElse(""),
              form(call));
      Backend backend = service.map(backends::get).orElse(null);
      if (backend == null) {
        call.reply(NotHere.reply(scope.map(CredentialScope::service), call.form()));
      } else {
        gatekeeper.serve(call, service.orElseThrow(), backend);
      }
    } catch (IOException e) {
      exchange
          .close(); // the client went away, or the engine did; the client sees a broken connection
      // and retries
    } catch (RuntimeException e) {
      exchange.getResponseHeaders().clear();
      call.reply(failure(e));
    } finally {
      exchange.close(); // after an Error too: no client is left waiting
    }
  }

  private static Optional<CredentialScope> scope(Call call) {
    return call.header("Authorization")
        .or(() -> Optional.ofNullable(call.query().get("X-Amz-Credential")))
        .flatMap(CredentialScope::parse);
  }

  private static Map<String, String> form(Call call) throws IOException {
    // an upload to S3 may carry that content type by a client's default, and is signed for S3
    if (!isForm(call) || scope(call).isPresent()) {
      return call.query();
    }
    Map<String, String> parameters = new HashMap<>(call.query());
    parameters.putAll(Call.parameters(new String(call.body(), StandardCharsets.UTF_8)));
    return parameters;
  }

  private static boolean isForm(Call call) {
    return call.header("Content-Type")
        .filter(type -> type.startsWith("application/x-www-form-urlencoded"))
        .isPresent();
  }

  private static HttpReply failure(RuntimeException e) {
    String message = e.toString().replaceAll("[\\\\\"\\p{Cntrl}]", " ");
    return HttpReply.json(500, "{\"__type\":\"InternalFailure\",\"message\":\"" + message + "\"}");
  }
}
