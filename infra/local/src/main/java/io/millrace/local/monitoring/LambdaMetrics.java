// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import io.millrace.local.lambda.FunctionName;
import io.millrace.local.lambda.LambdaObserver;
import io.millrace.local.lambda.mapping.EventCount;
import io.millrace.local.lambda.mapping.MappingObserver;
import io.millrace.local.lambda.runtime.InvocationResult;
import io.millrace.local.lambda.runtime.InvocationResult.Succeeded;
import io.millrace.local.lambda.runtime.InvocationResult.Throttled;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What Lambda publishes of functions and mappings. [monitoring-metrics-types] Thread-safe. */
public final class LambdaMetrics implements LambdaObserver {
  private static final String NAMESPACE = "AWS/Lambda";
  private static final String COUNT = "Count";
  private static final String MILLISECONDS = "Milliseconds";
  private static final String FUNCTION = "FunctionName";
  private static final String RESOURCE = "Resource";

  private final MetricStore store;
  private final QueueAges ages;
  private final InstantSource clock;
  private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

  /**
   * @param ages is told how old messages are that mappings have dealt with
   */
  public LambdaMetrics(MetricStore store, QueueAges ages, InstantSource clock) {
    this.store = store;
    this.ages = ages;
    this.clock = clock;
  }

  private AtomicInteger running(FunctionName function) {
    return running.computeIfAbsent(function.name(), name -> new AtomicInteger());
  }

  @Override
  public void began(FunctionName function) {
    int now = running(function).incrementAndGet();
    store.add(
        MetricKey.of(NAMESPACE, "ConcurrentExecutions", Map.of(FUNCTION, function.name())),
        clock.millis(),
        now,
        COUNT);
  }

  @Override
  public void ended(FunctionName function, Optional<InvocationResult> result) {
    running(function).decrementAndGet();
    result.ifPresent(known -> dimensions(function, known).forEach(one -> publish(one, known)));
  }

  private static List<Map<String, String>> dimensions(
      FunctionName function, InvocationResult result) {
    List<Map<String, String>> all = new ArrayList<>();
    all.add(Map.of());
    all.add(Map.of(FUNCTION, function.name()));
    String resource = function.qualifier().map(one -> ":" + one).orElse("");
    Map<String, String> qualified =
        Map.of(FUNCTION, function.name(), RESOURCE, function.name() + resource);
    all.add(qualified);
    String version =
        switch (result) {
          case Succeeded done -> done.version();
          case InvocationResult.Failed failed -> failed.version();
          case Throttled _ -> "";
        };
    // of an alias, which may divide its invocations between two versions
    if (!version.isEmpty()
        && function.qualifier().filter(one -> !one.equals(version)).isPresent()) {
      all.add(
          Map.of(
              FUNCTION,
              function.name(),
              RESOURCE,
              function.name() + resource,
              "ExecutedVersion",
              version));
    }
    return all;
  }

  /** Throttled requests are no invocations; where nothing went wrong there are zeros. */
  private void publish(Map<String, String> dimensions, InvocationResult result) {
    boolean throttled = result instanceof Throttled;
    add("Throttles", dimensions, throttled ? 1 : 0, COUNT);
    if (throttled) {
      return;
    }
    add("Invocations", dimensions, 1, COUNT);
    add("Errors", dimensions, result instanceof Succeeded ? 0 : 1, COUNT);
    result
        .usage()
        .ifPresent(usage -> add("Duration", dimensions, usage.durationMillis(), MILLISECONDS));
  }

  private void add(String name, Map<String, String> dimensions, double value, String unit) {
    store.add(MetricKey.of(NAMESPACE, name, dimensions), clock.millis(), value, unit);
  }

  @Override
  public MappingObserver mapping(Mapped mapping) {
    Map<String, String> function = Map.of(FUNCTION, mapping.function().name());
    Map<String, String> resource =
        Map.of(
            FUNCTION,
            mapping.function().name(),
            RESOURCE,
            mapping.function().name()
                + mapping.function().qualifier().map(one -> ":" + one).orElse(""));
    Map<String, String> uuid = Map.of("EventSourceMappingUUID", mapping.uuid());
    boolean queue = mapping.source().startsWith("arn:aws:sqs:");
    return new MappingObserver() {
      @Override
      public void count(EventCount what, int events) {
        if (mapping.eventCounts()) {
          add(what.metric(), uuid, events, COUNT);
        }
      }

      @Override
      public void age(long millis) {
        if (queue) {
          ages.dealtWith(mapping.source(), clock.millis() - millis);
        } else {
          add("IteratorAge", function, millis, MILLISECONDS);
          add("IteratorAge", resource, millis, MILLISECONDS);
        }
      }
    };
  }
}
