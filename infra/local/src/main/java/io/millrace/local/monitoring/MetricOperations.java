// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/** GetMetricData, GetMetricStatistics, ListMetrics and PutMetricData. */
final class MetricOperations {
  /** Of one GetMetricStatistics. [CloudWatch API, GetMetricStatistics] */
  private static final int MAX_DATAPOINTS = 1_440;

  private static final Duration RECENTLY = Duration.ofHours(3);

  private final MetricStore store;
  private final InstantSource clock;

  MetricOperations(MetricStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  private static long minuteOf(Instant time) {
    return MetricQueries.aligned(time.toEpochMilli(), Duration.ofMinutes(1));
  }

  ObjectNode getMetricData(JsonNode request) {
    long from = minuteOf(Requests.requiredTime(request, "StartTime"));
    long to = Requests.requiredTime(request, "EndTime").toEpochMilli();
    if (to <= from) {
      throw MonitoringException.invalid("The parameter StartTime must be less than EndTime");
    }
    MetricQueries queries = MetricQueries.of(request.path("MetricDataQueries"));
    boolean ascending = request.path("ScanBy").asText("").equals("TimestampAscending");
    ObjectNode answer = object();
    ArrayNode results = answer.putArray("MetricDataResults");
    for (MetricQueries.Query query : queries.all()) {
      if (!query.returned()) {
        continue;
      }
      long begin = MetricQueries.aligned(from, queries.period(query.id()));
      SortedMap<Long, Double> points =
          queries.points(query.id(), store, begin, MetricQueries.nextMinute(to)).values();
      ObjectNode result = results.addObject();
      result.put("Id", query.id()).put("Label", query.label());
      ArrayNode times = result.putArray("Timestamps");
      ArrayNode values = result.putArray("Values");
      (ascending ? points : points.reversed())
          .forEach(
              (time, value) -> {
                times.addPOJO(Instant.ofEpochMilli(time));
                values.add(value);
              });
      result.put("StatusCode", "Complete");
    }
    answer.putArray("Messages");
    return answer;
  }

  ObjectNode getMetricStatistics(JsonNode request) {
    MetricKey metric = MetricQueries.metric(request);
    Duration period = MetricQueries.period(request.path("Period"));
    long from =
        MetricQueries.aligned(Requests.requiredTime(request, "StartTime").toEpochMilli(), period);
    long to = MetricQueries.nextMinute(Requests.requiredTime(request, "EndTime").toEpochMilli());
    if (to <= from || (to - from) / period.toMillis() > MAX_DATAPOINTS) {
      throw new MonitoringException(
          "InvalidParameterCombination",
          400,
          "StartTime, EndTime and Period ask for "
              + (to - from) / period.toMillis()
              + " datapoints, allowed are 1 to "
              + MAX_DATAPOINTS);
    }
    List<Statistic> simple = statistics(request, "Statistics");
    List<Statistic> extended = statistics(request, "ExtendedStatistics");
    if (simple.isEmpty() && extended.isEmpty()) {
      throw MonitoringException.missing("Statistics or ExtendedStatistics");
    }
    ObjectNode answer = object().put("Label", metric.name());
    ArrayNode points = answer.putArray("Datapoints");
    String unit = store.unit(metric).orElse("None");
    store
        .periods(metric, from, to, period)
        .forEach(
            (time, values) -> {
              ObjectNode point = points.addObject();
              point.putPOJO("Timestamp", Instant.ofEpochMilli(time));
              simple.forEach(one -> point.put(one.name(), one.of().applyAsDouble(values)));
              if (!extended.isEmpty()) {
                ObjectNode more = point.putObject("ExtendedStatistics");
                extended.forEach(one -> more.put(one.name(), one.of().applyAsDouble(values)));
              }
              point.put("Unit", unit);
            });
    return answer;
  }

  private static List<Statistic> statistics(JsonNode request, String member) {
    return Requests.texts(request, member).stream().map(Statistic::of).toList();
  }

  ObjectNode listMetrics(JsonNode request) {
    Set<String> recent = Set.of("PT3H");
    boolean recently = recent.contains(request.path("RecentlyActive").asText(""));
    long since = clock.millis() - (recently ? RECENTLY : MetricStore.RETAINED).toMillis();
    ObjectNode answer = object();
    ArrayNode metrics = answer.putArray("Metrics");
    for (MetricKey key : store.since(since)) {
      if (matches(request, key)) {
        ObjectNode metric = metrics.addObject();
        metric.put("Namespace", key.namespace()).put("MetricName", key.name());
        ArrayNode dimensions = metric.putArray("Dimensions");
        key.dimensions()
            .forEach((name, value) -> dimensions.addObject().put("Name", name).put("Value", value));
      }
    }
    return answer;
  }

  private static boolean matches(JsonNode request, MetricKey key) {
    for (JsonNode filter : request.path("Dimensions")) {
      String value = key.dimensions().get(filter.path("Name").asText());
      if (value == null || !filter.path("Value").asText(value).equals(value)) {
        return false;
      }
    }
    return request.path("Namespace").asText(key.namespace()).equals(key.namespace())
        && request.path("MetricName").asText(key.name()).equals(key.name());
  }

  ObjectNode putMetricData(JsonNode request) {
    String namespace = Requests.required(request, "Namespace");
    if (namespace.startsWith("AWS/")) {
      throw MonitoringException.invalid("The value AWS/ for parameter Namespace is invalid.");
    }
    if (request.hasNonNull("EntityMetricData")) {
      throw MonitoringException.invalid("EntityMetricData is not supported by the local cloud");
    }
    List<Runnable> adding = new ArrayList<>();
    for (JsonNode datum : request.path("MetricData")) {
      MetricKey key =
          MetricQueries.metric(((ObjectNode) datum.deepCopy()).put("Namespace", namespace));
      if (datum.hasNonNull("StatisticValues")) {
        throw MonitoringException.invalid("StatisticValues is not supported by the local cloud");
      }
      long at = Requests.time(datum, "Timestamp").orElseGet(clock::instant).toEpochMilli();
      String unit = datum.path("Unit").asText("None");
      JsonNode counts = datum.path("Counts");
      List<Map.Entry<Double, Double>> values = new ArrayList<>();
      for (int i = 0; i < datum.path("Values").size(); i++) {
        values.add(Map.entry(datum.path("Values").path(i).asDouble(), counts.path(i).asDouble(1)));
      }
      if (values.isEmpty()) {
        values.add(Map.entry(datum.path("Value").asDouble(), 1.0));
      }
      values.forEach(
          one -> adding.add(() -> store.add(key, at, one.getKey(), one.getValue(), unit)));
    }
    adding.forEach(Runnable::run);
    return object();
  }
}
