// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One metric and what of it is looked at, for alarms and dashboards alike.
 *
 * @param statistic such as {@code Sum} or {@code p99}
 * @param dimensions with the values as Fn::Sub takes them
 */
record Measure(
    String namespace, String metric, String statistic, SequencedMap<String, String> dimensions) {

  private static final String LAMBDA = "AWS/Lambda";
  static final String STACK = "${AWS::StackName}-";

  /** Of what goes through a function's alias. */
  static Measure alias(String function, String metric, String statistic) {
    SequencedMap<String, String> dimensions = new LinkedHashMap<>();
    dimensions.put("FunctionName", STACK + function);
    dimensions.put("Resource", STACK + function + ":" + Release.ALIAS);
    return new Measure(LAMBDA, metric, statistic, dimensions);
  }

  /** Of a function, whatever version of it. */
  static Measure function(String function, String metric, String statistic) {
    return of(LAMBDA, metric, statistic, "FunctionName", STACK + function);
  }

  /** What Lambda counts of the events that it hands to a stage. */
  static Measure mapping(String stage, String metric) {
    return of(LAMBDA, metric, "Sum", "EventSourceMappingUUID", "${" + id(stage) + "Mapping}");
  }

  static Measure queue(String queue, String metric, String statistic) {
    return of("AWS/SQS", metric, statistic, "QueueName", STACK + queue);
  }

  static Measure table(String table, String metric) {
    return of("AWS/DynamoDB", metric, "Sum", "TableName", STACK + table);
  }

  static Measure stream(String metric) {
    return of("AWS/Kinesis", metric, "Sum", "StreamName", STACK + "events");
  }

  /** What a stage says of itself. It does not say of which stack it is. */
  static Measure stage(String stage, String metric, String statistic) {
    String module =
        switch (stage) {
          case "upload" -> "ingest";
          case "resize" -> "transform";
          default -> stage;
        };
    return of("Millrace", metric, statistic, "Service", module);
  }

  /** What of the account's concurrency is in use or reserved, by whatever function. */
  static Measure accountConcurrency() {
    return new Measure(LAMBDA, "ClaimedAccountConcurrency", "Maximum", new LinkedHashMap<>());
  }

  private static Measure of(
      String namespace, String metric, String statistic, String dimension, String value) {
    return new Measure(namespace, metric, statistic, new LinkedHashMap<>(Map.of(dimension, value)));
  }

  boolean isPercentile() {
    return statistic.matches("p\\d+(\\.\\d+)?");
  }

  /** As the ids of its resources begin: {@code uploads-dlq} is {@code UploadsDlq}. */
  static String id(String name) {
    StringBuilder id = new StringBuilder();
    for (String word : name.split("-", -1)) {
      id.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
    }
    return id.toString();
  }
}
