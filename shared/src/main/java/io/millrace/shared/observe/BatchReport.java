// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.observe;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.event.Json;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * Says what a batch came to: one JSON line for people and queries, one EMF line for CloudWatch
 * metrics, both to standard output as Lambda's JSON log format takes them. Thread-safe as far as
 * one invocation at a time is.
 */
public final class BatchReport {

  /** Namespace of every metric of Millrace. */
  public static final String NAMESPACE = "Millrace";

  private static final int MAX_CAUSES = 3;

  private final String stage;
  private final Metrics metrics;
  private final PrintStream out;

  /**
   * @param stage dimension {@code service} of the metrics
   */
  public BatchReport(String stage) {
    this(
        stage,
        MetricsBuilder.builder().withNamespace(NAMESPACE).withService(stage).build(),
        System.out);
  }

  BatchReport(String stage, Metrics metrics, PrintStream out) {
    this.stage = stage;
    this.metrics = metrics;
    this.out = out;
  }

  /**
   * Reports one batch.
   *
   * @param extra further numbers of the stage, by field name, for the line and as metrics
   */
  public void of(BatchResult<?> result, Context context, Map<String, Long> extra) {
    Counts c = result.counts();
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("received", (long) c.received());
    numbers.put("accepted", (long) c.accepted());
    numbers.put("rejected", (long) c.rejected());
    numbers.put("filtered", (long) c.filtered());
    numbers.put("retried", (long) c.retried());
    numbers.put("notAttempted", (long) c.notAttempted());
    numbers.putAll(extra);
    log(result.causes(), context, numbers);
    numbers.forEach((name, value) -> metrics.addMetric(name, value, MetricUnit.COUNT));
    metrics.flush();
  }

  private void log(List<RuntimeException> causes, Context context, Map<String, Long> numbers) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("level", causes.isEmpty() ? "INFO" : "WARN");
    line.put("message", "batch");
    line.put("stage", stage);
    line.put("requestId", context.getAwsRequestId());
    line.putAll(numbers);
    if (!causes.isEmpty()) {
      line.put("causes", causes.stream().limit(MAX_CAUSES).map(BatchReport::chain).toList());
    }
    out.println(Json.write(line));
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
