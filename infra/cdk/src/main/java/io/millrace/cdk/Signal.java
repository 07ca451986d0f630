// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Map;
import java.util.TreeMap;

/**
 * What is compared with a threshold: one metric, or what an expression makes of some of the same
 * period.
 *
 * @param expression with the names of the measures, as Fn::Sub takes it; empty for the only one
 */
record Signal(Map<String, Measure> measures, String expression) {

  Signal {
    measures = new TreeMap<>(measures);
    if (expression.isEmpty() && measures.size() != 1) {
      throw new IllegalArgumentException("an expression has to say what comes of " + measures);
    }
  }

  static Signal of(Measure measure) {
    return new Signal(Map.of("it", measure), "");
  }

  /** The share of failed invocations, in percent. */
  static Signal errorRate(String function) {
    return new Signal(
        Map.of(
            "errors", Measure.alias(function, "Errors", "Sum"),
            "invocations", Measure.alias(function, "Invocations", "Sum")),
        "IF(invocations > 0, 100 * errors / invocations, 0)");
  }

  /** How long the slowest take, in percent of what they may take. */
  static Signal timeoutPercent(String function) {
    long milliseconds = Operations.timeout(function).toMilliseconds().longValue();
    return new Signal(
        Map.of("duration", Measure.alias(function, "Duration", "p99")),
        "100 * duration / " + milliseconds);
  }

  /** Events of streams that were given up and kept nowhere. */
  static Signal dropped() {
    return new Signal(
        Map.of(
            "enrich", Measure.mapping("enrich", "DroppedEventCount"),
            "aggregate", Measure.mapping("aggregate", "DroppedEventCount"),
            "publish", Measure.mapping("publish", "DroppedEventCount")),
        "FILL(enrich, 0) + FILL(aggregate, 0) + FILL(publish, 0)");
  }

  /** 1 where something came and nothing was handled. Iterator age is written by what is handled. */
  static Signal stalled(Measure coming, String function) {
    return new Signal(
        Map.of("coming", coming, "handled", Measure.alias(function, "IteratorAge", "SampleCount")),
        "IF(FILL(coming, 0) > 0, IF(FILL(handled, 0) > 0, 0, 1), 0)");
  }
}
