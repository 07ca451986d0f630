// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes a metric without being told to the service, and for how long it is kept. */
class MetricSourcesTest {
  private static final Instant START = Instant.parse("2026-11-23T09:00:00Z");

  private final MetricStore store = new MetricStore();

  @Test
  void embeddedMetrics_becomeMetrics_andOtherLinesNothing() {
    EmbeddedMetricFormat format = new EmbeddedMetricFormat(store);
    format.line(
        """
        {"Service":"enrich","Records":7,"Latency":[1.5,2.5],"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Millrace",\
        "Dimensions":[["Service"],["Service","Absent"]],"Metrics":[{"Name":"Records","Unit":"Count"},{"Name":"Latency"},{"Name":"Gone"}]}]}}"""
            .formatted(START.toEpochMilli()));
    format.line("{\"message\":\"it says \\\"_aws\\\"\"} and more");

    assertThat(store.since(0))
        .extracting(MetricKey::name)
        .containsExactlyInAnyOrder("Records", "Latency");
    assertThat(
            store
                .periods(
                    MetricKey.of("Millrace", "Latency", Map.of("Service", "enrich")),
                    START.toEpochMilli(),
                    START.toEpochMilli() + 60_000,
                    Duration.ofMinutes(1))
                .values())
        .singleElement()
        .satisfies(values -> assertThat(values.sum()).isEqualTo(4));
  }

  @Test
  void whatIsOlderThanADay_isForgotten() {
    store.add(MetricKey.of("N", "m", Map.of()), START.toEpochMilli(), 1, "None");
    store.forget(START.plus(MetricStore.RETAINED).toEpochMilli());
    assertThat(store.since(0)).isNotEmpty();

    store.forget(START.plus(MetricStore.RETAINED).plusSeconds(60).toEpochMilli());
    assertThat(store.since(0)).isEmpty();
  }

  @Test
  void queues_areSampled_withTheAgeOfTheOldestMessageAtMost() {
    QueueAges ages = new QueueAges();
    List<QueueMetrics.Depth> depths = new ArrayList<>();
    QueueMetrics queues = new QueueMetrics(store, ages, () -> depths);
    long begin = START.toEpochMilli();
    depths.add(new QueueMetrics.Depth("dead", 0, 0));
    queues.sample(begin);
    depths.set(0, new QueueMetrics.Depth("dead", 3, 0));
    queues.sample(begin + 60_000);
    queues.sample(begin + 120_000);
    ages.dealtWith("arn:aws:sqs:us-east-1:000000000000:dead", begin + 170_000);
    queues.sample(begin + 180_000);

    assertThat(
            store
                .periods(
                    MetricKey.of(
                        "AWS/SQS", "ApproximateAgeOfOldestMessage", Map.of("QueueName", "dead")),
                    begin,
                    begin + 240_000,
                    Duration.ofMinutes(1))
                .values())
        .extracting(Distribution::max)
        .containsExactly(0.0, 60.0, 120.0, 10.0);
  }

  @Test
  void moreMetricsThanTheBound_areNotKept_andKnownOnesGoOn() {
    for (int i = 0; i <= MetricStore.MAX_METRICS; i++) {
      store.add(MetricKey.of("N", "m" + i, Map.of()), START.toEpochMilli(), 1, "None");
    }
    store.add(MetricKey.of("N", "m0", Map.of()), START.plusSeconds(60).toEpochMilli(), 1, "None");

    assertThat(store.since(0)).hasSize(MetricStore.MAX_METRICS);
    assertThat(store.since(START.plusSeconds(60).toEpochMilli()))
        .extracting(MetricKey::name)
        .containsExactly("m0");
  }

  @Test
  void percentile_isRightWithinAHundredth_whateverTheOrderOfMerging() {
    Distribution even = new Distribution();
    Distribution odd = new Distribution();
    for (int i = 1; i <= 1000; i++) {
      (i % 2 == 0 ? even : odd).add(i * 0.01, 1);
    }
    Distribution all = new Distribution();
    all.add(odd);
    all.add(even);

    for (int percent : new int[] {1, 50, 90, 99}) {
      double exact = percent * 0.1;
      assertThat(Math.abs(all.percentile(percent) - exact)).isLessThan(exact / 100);
    }
    assertThat(all.percentile(100)).isEqualTo(10);
  }
}
