// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The choices of one kind of environment, whole: every parameter of the template but where the jars
 * are, who answers for the stack and what it may cost. A parameter is called as the component is,
 * behind the name of its stage.
 *
 * @param profile also the name of its file in {@code settings}
 * @param deletionProtection whether the tables refuse to be deleted
 * @param streamShards of a provisioned stream; without meaning for one on demand
 * @param alarmAgeSeconds how far a consumer of a stream may be behind before somebody is told
 */
record Profile(
    String profile,
    boolean deletionProtection,
    String streamMode,
    int streamShards,
    int streamRetentionHours,
    int logRetentionDays,
    String snapStart,
    String deploymentConfig,
    int alarmAgeSeconds,
    Upload upload,
    Enrich enrich,
    Resize resize,
    Sink aggregate,
    Sink publish) {

  /** Of ingest, which takes one message at a time. */
  record Upload(int maximumConcurrency, int memoryMegabytes, int provisionedConcurrency) {}

  /** Of the stream's consumer. */
  record Enrich(
      int batchSize,
      int windowSeconds,
      int parallelization,
      int memoryMegabytes,
      int provisionedConcurrency) {}

  /** Of the queue's consumer. */
  record Resize(
      int batchSize, int maximumConcurrency, int memoryMegabytes, int provisionedConcurrency) {}

  /** Of a consumer of the records' stream. */
  record Sink(int batchSize, int windowSeconds, int memoryMegabytes, int provisionedConcurrency) {}

  static List<Profile> all() {
    return List.of(dev(), prod());
  }

  /** Cheap, quick to deploy, and gone when it is deleted. */
  static Profile dev() {
    return new Profile(
        "dev",
        false,
        Choices.ON_DEMAND,
        1,
        Choices.LEAST_STREAM_HOURS,
        7,
        "None",
        Delivery.AT_ONCE,
        900,
        new Upload(2, 1024, 0),
        new Enrich(100, 0, 1, 1024, 0),
        new Resize(4, 2, 2048, 0),
        new Sink(1000, 1, 1024, 0),
        new Sink(1000, 1, 1024, 0));
  }

  /** For the long run: the stream outlasts a weekend's outage, and nobody deletes in passing. */
  static Profile prod() {
    return new Profile(
        "prod",
        true,
        Choices.ON_DEMAND,
        4,
        3 * Choices.LEAST_STREAM_HOURS,
        30,
        Choices.SNAPSHOTS,
        "CodeDeployDefault.LambdaCanary10Percent5Minutes",
        300,
        new Upload(4, 1024, 0),
        new Enrich(100, 0, 1, 1024, 0),
        new Resize(4, 8, 2048, 0),
        new Sink(1000, 1, 1024, 0),
        new Sink(1000, 5, 1024, 0));
  }

  /** By parameter, in the order of the components. */
  Map<String, String> parameters() {
    Map<String, String> all = new LinkedHashMap<>();
    collect("", this, all);
    return all;
  }

  private static void collect(String prefix, Record record, Map<String, String> all) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String name =
          component.getName().substring(0, 1).toUpperCase(Locale.ROOT)
              + component.getName().substring(1);
      Object value = value(record, component);
      if (value instanceof Record stage) {
        collect(name, stage, all);
      } else {
        all.put(prefix + name, String.valueOf(value));
      }
    }
  }

  private static Object value(Record record, RecordComponent component) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("A record of this class does not say " + component, e);
    }
  }

  /** CloudFormation's list of parameters, a line each. */
  String json() {
    return parameters().entrySet().stream()
        .map(
            entry ->
                "  {\"ParameterKey\": \""
                    + entry.getKey()
                    + "\", \"ParameterValue\": \""
                    + entry.getValue()
                    + "\"}")
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }
}
