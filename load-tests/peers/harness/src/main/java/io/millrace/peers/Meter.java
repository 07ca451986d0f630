// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks a local cloud for its meter and its status. */
final class Meter {
  private static final ObjectMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI endpoint;

  Meter(URI endpoint) {
    this.endpoint = endpoint;
  }

  /** All rows so far. */
  List<MeterRow> rows() {
    List<MeterRow> rows = new ArrayList<>();
    for (JsonNode row : get("/_millrace/meter").path("rows")) {
      rows.add(JSON.convertValue(row, MeterRow.class));
    }
    return rows;
  }

  /** Whether everything that the streams hold is dealt with. */
  boolean streamsRead() {
    return get("/_millrace/status")
        .path("mappings")
        .valueStream()
        .filter(mapping -> !mapping.path("eventSourceArn").asText().contains(":sqs:"))
        .allMatch(
            mapping ->
                mapping.path("caughtUp").asBoolean() && mapping.path("inFlight").asInt() == 0);
  }

  /** Batches that failed, of all mappings. */
  long failedBatches() {
    return get("/_millrace/status")
        .path("mappings")
        .valueStream()
        .mapToLong(mapping -> mapping.path("failedBatches").asLong())
        .sum();
  }

  /** What was counted between two moments. */
  static List<MeterRow> between(List<MeterRow> before, List<MeterRow> after) {
    Map<String, MeterRow> known = new HashMap<>();
    before.forEach(row -> known.put(row.key(), row));
    return after.stream()
        .map(row -> known.containsKey(row.key()) ? row.minus(known.get(row.key())) : row)
        .filter(row -> row.calls() > 0)
        .toList();
  }

  private JsonNode get(String path) {
    try {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(endpoint.resolve(path)).timeout(PATIENCE).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != OK) {
        throw new PeersException(path + " of " + endpoint + " answered " + answer.statusCode());
      }
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new PeersException(path + " of " + endpoint + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PeersException("interrupted", e);
    }
  }
}
