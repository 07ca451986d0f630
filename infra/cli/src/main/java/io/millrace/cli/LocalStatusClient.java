// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.local.LocalStatus;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/** Asks a local cloud what no AWS API tells. */
final class LocalStatusClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LocalStatusClient() {}

  /** Empty when what answers there is another cloud. */
  static Optional<LocalStatus> ask(URI endpoint) {
    URI url = endpoint.resolve("/_millrace/status");
    try {
      HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
      connection.setConnectTimeout((int) PATIENCE.toMillis());
      connection.setReadTimeout((int) PATIENCE.toMillis());
      if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
        return Optional.empty();
      }
      try (var body = connection.getInputStream()) {
        return Optional.of(Json.read(body.readAllBytes(), LocalStatus.class));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the status from " + url, e);
    }
  }
}
