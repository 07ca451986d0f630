// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.List;

/**
 * What CloudWatch is asked of a function. Source: AWS Lambda Developer Guide, "Types of metrics for
 * Lambda functions".
 *
 * @param name of the metric in the namespace AWS/Lambda
 * @param statistic as CloudWatch names it
 */
record FunctionMetric(String name, String statistic) {

  static final FunctionMetric INVOCATIONS = new FunctionMetric("Invocations", "Sum");
  static final FunctionMetric ERRORS = new FunctionMetric("Errors", "Sum");
  static final FunctionMetric THROTTLES = new FunctionMetric("Throttles", "Sum");
  static final FunctionMetric CONCURRENCY = new FunctionMetric("ConcurrentExecutions", "Maximum");
  static final String DURATION = "Duration";
  static final String ITERATOR_AGE = "IteratorAge";
  static final String SUM = "Sum";
  static final String MAXIMUM = "Maximum";
  static final String SAMPLES = "SampleCount";

  /** What is asked of a metric that is a distribution. */
  static final List<String> DISTRIBUTION = List.of(SAMPLES, SUM, "p50", "p95", "p99", MAXIMUM);

  static final List<FunctionMetric> COUNTS = List.of(INVOCATIONS, ERRORS, THROTTLES, CONCURRENCY);
}
