// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What SQS publishes of queues, once a minute. [sqs-available-cloudwatch-metrics] Thread-safe. */
public final class QueueMetrics implements MetricSource {
  private static final String NAMESPACE = "AWS/SQS";

  private final MetricStore store;
  private final QueueAges ages;
  private final Supplier<List<Depth>> queues;

  /**
   * How much is in a queue.
   *
   * @param visible messages that wait
   * @param inFlight messages received and neither deleted nor visible again
   */
  public record Depth(String queue, long visible, long inFlight) {}

  /**
   * @param queues asks the engine
   */
  public QueueMetrics(MetricStore store, QueueAges ages, Supplier<List<Depth>> queues) {
    this.store = store;
    this.ages = ages;
    this.queues = queues;
  }

  @Override
  public void sample(long atMillis) {
    for (Depth depth : queues.get()) {
      Map<String, String> queue = Map.of("QueueName", depth.queue());
      add("ApproximateNumberOfMessagesVisible", queue, atMillis, depth.visible(), "Count");
      add("ApproximateNumberOfMessagesNotVisible", queue, atMillis, depth.inFlight(), "Count");
      long age = ages.age(depth.queue(), depth.visible() + depth.inFlight(), atMillis);
      add("ApproximateAgeOfOldestMessage", queue, atMillis, age / 1000, "Seconds");
    }
  }

  private void add(String name, Map<String, String> queue, long at, double value, String unit) {
    store.add(MetricKey.of(NAMESPACE, name, queue), at, value, unit);
  }
}
