// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.Probe;
import io.millrace.load.report.LoadReport;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Stage;
import io.millrace.shared.aws.Luck;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;

/**
 * Looks at a stack on AWS: queues while a run goes on, CloudWatch afterwards. What CloudWatch does
 * not have is absent: batch fill and records of a batch, initialization, memory, processor time,
 * anything by the second, and requests.
 */
final class AwsProbe implements Probe {

  /** CloudWatch shows an invocation's metrics within so long. */
  static final Duration LAG = Duration.ofMinutes(2);

  /** Nothing is counted any more for so long: the pipeline has drained. */
  private static final Duration STILL = Duration.ofSeconds(30);

  private static final Duration BETWEEN_COUNTS = Duration.ofSeconds(5);

  private final CloudWatchClient cloudWatch;
  private final Supplier<List<Queues.Depth>> queues;
  private final LongSupplier counted;
  private final Supplier<List<LoadReport.Settings>> settings;
  private final String stack;
  private final LoadReport.Backend backend;
  private final Consumer<Duration> pause;
  private final Map<String, Long> maxDepth = new LinkedHashMap<>();
  private Instant from = Instant.EPOCH;
  private long lastCount = -1;
  private long lastCountAt;
  private long countedUntil = System.nanoTime();

  /**
   * @param counted how many inputs the aggregates count
   * @param pause waits
   */
  AwsProbe(
      CloudWatchClient cloudWatch,
      Supplier<List<Queues.Depth>> queues,
      LongSupplier counted,
      Supplier<List<LoadReport.Settings>> settings,
      String stack,
      LoadReport.Backend backend,
      Consumer<Duration> pause) {
    this.cloudWatch = cloudWatch;
    this.queues = queues;
    this.counted = counted;
    this.settings = settings;
    this.stack = stack;
    this.backend = backend;
    this.pause = pause;
  }

  @Override
  public LoadReport.Backend backend() {
    return backend;
  }

  @Override
  public void begin(long beganAtMillis, long countFromMillis) {
    from = Instant.ofEpochMilli(countFromMillis);
    maxDepth.clear();
  }

  @Override
  public void sent(long atMillis) {
    // CloudWatch tells no trend within a minute.
  }

  @Override
  public Look look() {
    Map<String, Long> depth = depth();
    depth.forEach((queue, messages) -> maxDepth.merge(queue, messages, Math::max));
    return new Look(
        depth, depth.values().stream().mapToLong(Long::longValue).sum() + " messages in queues");
  }

  private Map<String, Long> depth() {
    Map<String, Long> depth = new LinkedHashMap<>();
    Luck.translating("GetQueueAttributes", queues::get).stream()
        .filter(queue -> !queue.deadLetters())
        .forEach(queue -> depth.put(queue.name(), queue.waiting() + queue.inFlight()));
    return depth;
  }

  @Override
  public boolean idle() {
    long now = System.nanoTime();
    if (lastCount < 0 || now - lastCountAt > BETWEEN_COUNTS.toNanos()) {
      long count = counted.getAsLong();
      if (count != lastCount) {
        countedUntil = now;
      }
      lastCount = count;
      lastCountAt = now;
    }
    return now - countedUntil > STILL.toNanos()
        && depth().values().stream().allMatch(messages -> messages == 0);
  }

  @Override
  public Measured end() {
    Instant to = Instant.now();
    pause.accept(LAG);
    List<String> stages = PipelineStage.functions();
    CloudWatchNumbers numbers =
        Luck.translating(
            "GetMetricData",
            () ->
                CloudWatchNumbers.of(
                    cloudWatch,
                    stages.stream().map(stage -> stack + "-" + stage).toList(),
                    from,
                    to));
    return new Measured(
        settings.get(),
        stages.stream()
            .map(stage -> stage(stage, numbers))
            .filter(stage -> stage.batches() > 0)
            .toList(),
        maxDepth.entrySet().stream()
            .map(queue -> new LoadReport.Queue(queue.getKey(), queue.getValue(), null))
            .toList(),
        Map.of(),
        Map.of(),
        List.of());
  }

  private Stage stage(String stage, CloudWatchNumbers numbers) {
    String function = stack + "-" + stage;
    Distribution duration = numbers.distribution(function, FunctionMetric.DURATION);
    Distribution none = new Distribution(0, 0, 0, 0, 0, 0, List.of());
    return new Stage(
        stage,
        numbers.sum(function, FunctionMetric.INVOCATIONS),
        0,
        0,
        none,
        duration,
        numbers.distribution(function, FunctionMetric.ITERATOR_AGE),
        none,
        numbers.sum(function, FunctionMetric.ERRORS),
        numbers.sum(function, FunctionMetric.THROTTLES),
        0,
        0,
        (int)
            numbers.highest(
                function,
                FunctionMetric.CONCURRENCY.name(),
                FunctionMetric.CONCURRENCY.statistic()),
        null,
        null,
        duration.mean() * duration.count() / 1_000);
  }
}
