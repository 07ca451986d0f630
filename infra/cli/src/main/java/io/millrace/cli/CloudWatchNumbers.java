// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.report.LoadReport.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.Dimension;
import software.amazon.awssdk.services.cloudwatch.model.Metric;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataQuery;
import software.amazon.awssdk.services.cloudwatch.model.MetricDataResult;

/**
 * Metrics of functions over a range of time, minute by minute, which is as fine as Lambda publishes
 * them. Sums and maxima of the range are exact for its whole minutes; a percentile is that of the
 * worst minute, because percentiles can't be combined.
 */
final class CloudWatchNumbers {

  private static final int PERIOD_SECONDS = 60;

  /** Of one GetMetricData call. */
  private static final int MAX_QUERIES = 500;

  private final Map<String, List<Double>> minutes;

  private CloudWatchNumbers(Map<String, List<Double>> minutes) {
    this.minutes = minutes;
  }

  /** Asks for everything at once. */
  static CloudWatchNumbers of(
      CloudWatchClient cloudWatch, List<String> functions, Instant from, Instant to) {
    List<MetricDataQuery> queries = new ArrayList<>();
    Map<String, String> keys = new HashMap<>();
    for (String function : functions) {
      Stream<FunctionMetric> distributions =
          Stream.of(FunctionMetric.DURATION, FunctionMetric.ITERATOR_AGE)
              .flatMap(
                  name ->
                      FunctionMetric.DISTRIBUTION.stream()
                          .map(statistic -> new FunctionMetric(name, statistic)));
      Stream.concat(FunctionMetric.COUNTS.stream(), distributions)
          .forEach(
              metric -> {
                String id = "q" + queries.size();
                keys.put(id, key(function, metric));
                queries.add(query(id, function, metric));
              });
    }
    if (queries.size() > MAX_QUERIES) {
      throw new IllegalStateException(
          queries.size() + " queries in one call, at most " + MAX_QUERIES + " are allowed");
    }
    Map<String, List<Double>> minutes = new HashMap<>();
    for (MetricDataResult result :
        cloudWatch
            .getMetricDataPaginator(
                r ->
                    r.startTime(from.truncatedTo(ChronoUnit.MINUTES))
                        .endTime(to.truncatedTo(ChronoUnit.MINUTES).plus(Duration.ofMinutes(1)))
                        .metricDataQueries(queries))
            .metricDataResults()) {
      minutes
          .computeIfAbsent(keys.getOrDefault(result.id(), ""), id -> new ArrayList<>())
          .addAll(result.values());
    }
    return new CloudWatchNumbers(minutes);
  }

  private static MetricDataQuery query(String id, String function, FunctionMetric metric) {
    return MetricDataQuery.builder()
        .id(id)
        .metricStat(
            stat ->
                stat.period(PERIOD_SECONDS)
                    .stat(metric.statistic())
                    .metric(
                        Metric.builder()
                            .namespace("AWS/Lambda")
                            .metricName(metric.name())
                            .dimensions(
                                Dimension.builder().name("FunctionName").value(function).build())
                            .build()))
        .build();
  }

  private static String key(String function, FunctionMetric metric) {
    return function + " " + metric.name() + " " + metric.statistic();
  }

  private List<Double> minutes(String function, String name, String statistic) {
    return minutes.getOrDefault(key(function, new FunctionMetric(name, statistic)), List.of());
  }

  /** 0 when nothing was published: then nothing was counted. */
  long sum(String function, FunctionMetric metric) {
    return Math.round(
        minutes(function, metric.name(), metric.statistic()).stream()
            .mapToDouble(Double::doubleValue)
            .sum());
  }

  /** The highest of all minutes, 0 for none. */
  double highest(String function, String name, String statistic) {
    return minutes(function, name, statistic).stream()
        .mapToDouble(Double::doubleValue)
        .max()
        .orElse(0);
  }

  /** In the metric's own unit, which is milliseconds; no buckets. */
  Distribution distribution(String function, String name) {
    long count = sum(function, new FunctionMetric(name, FunctionMetric.SAMPLES));
    double sum =
        minutes(function, name, FunctionMetric.SUM).stream().mapToDouble(Double::doubleValue).sum();
    return new Distribution(
        count,
        count == 0 ? 0 : sum / count,
        highest(function, name, "p50"),
        highest(function, name, "p95"),
        highest(function, name, "p99"),
        highest(function, name, FunctionMetric.MAXIMUM),
        List.of());
  }
}
