// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks the gateway of a local cloud, and tells it, what no AWS API is for; the only way of the
 * commands to {@code /_millrace/}.
 */
final class ControlClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI endpoint;

  /** To the local cloud of a command's options. */
  ControlClient(Backend backend) {
    if (backend.isAws()) {
      throw new CommandException("only a local cloud has this, not " + backend.where());
    }
    this.endpoint = backend.checkedEndpoint();
  }

  /** To the local cloud that answers there. */
  ControlClient(URI endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Asks for something.
   *
   * @param path below {@code /_millrace/}
   * @throws CommandException with the cloud's own words when it refuses
   */
  <T> T get(String path, Class<T> type) {
    Reply reply = send("GET", path, "");
    return read(path, checked(reply), type);
  }

  /** As {@link #get}, but empty when what answers there is another cloud. */
  <T> Optional<T> find(String path, Class<T> type) {
    Reply reply = send("GET", path, "");
    return reply.status == HttpURLConnection.HTTP_OK
        ? Optional.of(read(path, reply.body, type))
        : Optional.empty();
  }

  /**
   * Tells something.
   *
   * @param path below {@code /_millrace/}
   * @param body empty for none
   * @return the answer in JSON, empty for an answer without a body
   * @throws CommandException with the cloud's own words when it refuses
   */
  String tell(String method, String path, String body) {
    return new String(checked(send(method, path, body)), StandardCharsets.UTF_8);
  }

  private record Reply(int status, byte[] body) {}

  private record Problem(String message) {}

  private byte[] checked(Reply reply) {
    if (reply.status / 100 == 2) {
      return reply.body;
    }
    try {
      throw new CommandException(Json.read(reply.body, Problem.class).message());
    } catch (IOException e) {
      throw new CommandException(
          "What answers at " + endpoint + " is not a local cloud of Millrace", e);
    }
  }

  private <T> T read(String path, byte[] answer, Class<T> type) {
    try {
      return Json.read(answer, type);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "What " + endpoint + " answers to " + path + " is not understood", e);
    }
  }

  private Reply send(String method, String path, String body) {
    URI url = endpoint.resolve("/_millrace/" + path);
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setRequestMethod(method);
      connection.setConnectTimeout((int) PATIENCE.toMillis());
      connection.setReadTimeout((int) PATIENCE.toMillis());
      if (!body.isEmpty()) {
        connection.setDoOutput(true);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      try (InputStream in =
          status / 100 == 2 ? connection.getInputStream() : connection.getErrorStream()) {
        return new Reply(status, in == null ? new byte[0] : in.readAllBytes());
      }
    } catch (ConnectException e) {
      throw new CommandException(
          "Nothing answers at "
              + endpoint
              + ": start it with ./millrace up, or name another with --endpoint",
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("No answer from " + url, e);
    }
  }
}
