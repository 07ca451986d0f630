// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Counts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Invocations with a header of the test's choice, and all that X-Ray would be told of them. */
public final class TracedInvocation {

  /** A sampled one. */
  public static final String SAMPLED =
      "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1;Lineage=a:0";

  /** The same one, had Lambda decided otherwise. */
  public static final String NOT_SAMPLED = SAMPLED.replace("Sampled=1", "Sampled=0");

  /** What a batch came to that nothing failed of. */
  public static final BatchResult<String> DONE = new BatchResult<>(List.of(), Counts.done(2, 1, 0));

  public final List<String> documents = new ArrayList<>();
  public final Tracing tracing;

  public TracedInvocation(@Nullable String header) {
    AtomicLong ids = new AtomicLong(0xa0);
    Instant now = Instant.parse("2026-11-23T10:15:30.125Z");
    tracing =
        new Tracing(
            "enrich",
            "millrace-enrich",
            () -> header,
            documents::add,
            () -> now,
            ids::getAndIncrement);
  }

  /** What was sent about one trace, in order. */
  public List<JsonNode> of(String traceId) {
    return documents.stream()
        .map(TracedInvocation::parsed)
        .filter(document -> document.path("trace_id").asText().equals(traceId))
        .toList();
  }

  /** All records that are found by what was sent. */
  public List<String> recordIds() {
    List<String> ids = new ArrayList<>();
    for (String document : documents) {
      for (JsonNode part : parsed(document).path("subsegments")) {
        if (part.at("/annotations").has(Tracing.RECORD_ID)) {
          ids.add(part.at("/annotations/" + Tracing.RECORD_ID).asText());
        }
      }
    }
    return ids;
  }

  private static JsonNode parsed(String document) {
    try {
      return new ObjectMapper().readTree(document);
    } catch (IOException e) {
      throw new UncheckedIOException(document, e);
    }
  }
}
