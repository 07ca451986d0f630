// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations.geolocation;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.shared.observe.EmbeddedMetrics;
import io.millrace.shared.reference.GeolocationPointer;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to, as the function answers it and as it stands in the log with its metrics.
 *
 * @param problem why nothing was taken; null when nothing went wrong, or when it ended with an
 *     exception, which Lambda logs
 * @param databaseType of the database in use; null, with the fields below, when there is none or it
 *     is not known
 * @param built when the provider built it, in ISO 8601
 * @param ageSeconds since then
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RefreshReport(
    Outcome outcome,
    @Nullable Problem problem,
    @Nullable String detail,
    @Nullable String databaseType,
    @Nullable String built,
    @Nullable String key,
    @Nullable Long ageSeconds) {

  /** Value of the metrics' dimension, and the function's short name. */
  static final String SERVICE = "geolocation-refresh";

  /** Written by every run that knows the age, whatever it came to. */
  static final String AGE = "GeolocationAgeSeconds";

  static final String REFRESHED = "GeolocationRefreshed";
  static final String FAILED = "GeolocationFailed";

  private static final JsonFactory FACTORY = new JsonFactory();

  enum Outcome {
    REFRESHED,
    UNCHANGED,
    FAILED
  }

  static RefreshReport of(Result result, Instant now) {
    return switch (result) {
      case Result.Refreshed refreshed -> of(Outcome.REFRESHED, null, null, refreshed.inUse(), now);
      case Result.Unchanged unchanged -> of(Outcome.UNCHANGED, null, null, unchanged.inUse(), now);
      case Result.Failed failed ->
          of(Outcome.FAILED, failed.problem(), failed.detail(), failed.inUse(), now);
    };
  }

  /** Of a run that an exception ended. */
  static RefreshReport broken() {
    return new RefreshReport(Outcome.FAILED, null, null, null, null, null, null);
  }

  private static RefreshReport of(
      Outcome outcome,
      @Nullable Problem problem,
      @Nullable String detail,
      Optional<GeolocationPointer> inUse,
      Instant now) {
    GeolocationPointer pointer = inUse.orElse(null);
    return pointer == null
        ? new RefreshReport(outcome, problem, detail, null, null, null, null)
        : new RefreshReport(
            outcome,
            problem,
            detail,
            pointer.databaseType(),
            pointer.built().toString(),
            pointer.key(),
            Duration.between(pointer.built(), now).toSeconds());
  }

  /** One line of log with the metrics in it. */
  String line(String requestId, Instant now) {
    Map<String, String> units = new LinkedHashMap<>();
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("level", outcome == Outcome.FAILED ? "ERROR" : "INFO");
      json.writeStringField("message", "geolocation");
      json.writeStringField("requestId", requestId);
      json.writeStringField("outcome", outcome.name());
      write(json, "problem", problem == null ? null : problem.name());
      write(json, "detail", detail);
      write(json, "databaseType", databaseType);
      write(json, "built", built);
      write(json, "key", key);
      if (ageSeconds != null) {
        json.writeNumberField(AGE, ageSeconds);
        units.put(AGE, "Seconds");
      }
      json.writeNumberField(REFRESHED, outcome == Outcome.REFRESHED ? 1 : 0);
      units.put(REFRESHED, "Count");
      json.writeNumberField(FAILED, outcome == Outcome.FAILED ? 1 : 0);
      units.put(FAILED, "Count");
      EmbeddedMetrics.write(json, SERVICE, now.toEpochMilli(), units);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, String field, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(field, value);
    }
  }
}
