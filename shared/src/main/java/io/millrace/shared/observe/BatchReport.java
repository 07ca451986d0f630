// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.observe;

import com.amazonaws.services.lambda.runtime.Context;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.priming.Priming;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Says what a batch came to, in one JSON line to standard output, as Lambda's JSON log format takes
 * it: for people and queries, and in {@code _aws} what makes CloudWatch keep its numbers as
 * metrics. Thread-safe as far as one invocation at a time is.
 *
 * <p>Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
 */
public final class BatchReport {

  /** Namespace of every metric of Millrace. */
  public static final String NAMESPACE = EmbeddedMetrics.NAMESPACE;

  /** The one dimension: the stage. */
  public static final String DIMENSION = EmbeddedMetrics.DIMENSION;

  private static final int MAX_CAUSES = 3;

  private static final JsonFactory FACTORY = new JsonFactory();

  private final String stage;
  private final InstantSource clock;
  private final PrintStream out;

  /**
   * @param stage {@link #DIMENSION} of the metrics
   */
  public BatchReport(String stage) {
    this(
        stage,
        InstantSource.system(),
        Priming.underWay() ? new PrintStream(OutputStream.nullOutputStream()) : System.out);
  }

  BatchReport(String stage, InstantSource clock, PrintStream out) {
    this.stage = stage;
    this.clock = clock;
    this.out = out;
  }

  /**
   * Reports one batch.
   *
   * @param extra further numbers of the stage, by field name, for the line and as metrics
   */
  public void of(BatchResult<?> result, Context context, Map<String, Long> extra) {
    Map<String, Long> numbers = result.counts().byName();
    numbers.putAll(extra);
    out.println(line(result.causes(), context.getAwsRequestId(), numbers));
  }

  private String line(List<RuntimeException> causes, String requestId, Map<String, Long> numbers) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("level", causes.isEmpty() ? "INFO" : "WARN");
      json.writeStringField("message", "batch");
      json.writeStringField("stage", stage);
      json.writeStringField("requestId", requestId);
      for (Map.Entry<String, Long> number : numbers.entrySet()) {
        json.writeNumberField(number.getKey(), number.getValue());
      }
      if (!causes.isEmpty()) {
        json.writeArrayFieldStart("causes");
        for (RuntimeException cause : causes.subList(0, Math.min(MAX_CAUSES, causes.size()))) {
          json.writeString(chain(cause));
        }
        json.writeEndArray();
      }
      Map<String, String> units = new LinkedHashMap<>();
      numbers.keySet().forEach(name -> units.put(name, "Count"));
      EmbeddedMetrics.write(json, stage, clock.millis(), units);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return text.toString();
  }

  /** The messages of an exception and of what caused it, outermost first. */
  private static String chain(Throwable thrown) {
    StringBuilder text = new StringBuilder(thrown.toString());
    for (Throwable cause = thrown.getCause(); cause != null; cause = cause.getCause()) {
      text.append(" ← ").append(cause);
    }
    return text.toString();
  }
}
