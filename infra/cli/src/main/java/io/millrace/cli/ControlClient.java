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

/** Asks the gateway of a local cloud, and tells it, what no AWS API is for. */
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

  /** Asks for something, below {@code /_millrace/}. */
  <T> T get(String path, Class<T> type) {
    try {
      return Json.read(send("GET", path, ""), type);
    } catch (IOException e) {
      throw new UncheckedIOException("No answer of a local cloud to " + path, e);
    }
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
    return new String(send(method, path, body), StandardCharsets.UTF_8);
  }

  private byte[] send(String method, String path, String body) {
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
      boolean ok = connection.getResponseCode() / 100 == 2;
      try (InputStream in = ok ? connection.getInputStream() : connection.getErrorStream()) {
        byte[] answer = in == null ? new byte[0] : in.readAllBytes();
        if (!ok) {
          throw new CommandException(Json.read(answer, Problem.class).message());
        }
        return answer;
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

  private record Problem(String message) {}
}
