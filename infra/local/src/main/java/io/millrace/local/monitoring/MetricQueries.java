// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.monitoring.MathExpression.Scope;
import io.millrace.local.monitoring.TimeSeries.Points;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The MetricDataQueries of a request or an alarm: metrics and expressions over them, by id. */
final class MetricQueries {
  /** Of one GetMetricData. [CloudWatch API, GetMetricData] */
  private static final int MAX_QUERIES = 500;

  private static final long MINUTE = 60_000;
  private static final Pattern ID = Pattern.compile("[a-z]\\w*");

  private final Map<String, Query> queries;

  /** A metric with what is made of it. */
  record Stat(MetricKey metric, Statistic statistic, Duration period) {

    Points points(MetricStore store, long from, long to) {
      SortedMap<Long, Double> points = new TreeMap<>();
      store
          .periods(metric, from, to, period)
          .forEach((time, values) -> points.put(time, statistic.of().applyAsDouble(values)));
      return new Points(points);
    }
  }

  /**
   * One of them: a metric, or an expression.
   *
   * @param returned whether the answer has it
   */
  record Query(
      String id,
      Optional<Stat> stat,
      Optional<MathExpression> expression,
      String label,
      boolean returned) {}

  private MetricQueries(Map<String, Query> queries) {
    this.queries = queries;
  }

  /**
   * Reads and checks them.
   *
   * @throws MonitoringException naming what is wrong, or not here
   */
  static MetricQueries of(JsonNode array) {
    if (array.isEmpty() || array.size() > MAX_QUERIES) {
      throw MonitoringException.invalid(
          "MetricDataQueries has " + array.size() + " members, allowed are 1 to " + MAX_QUERIES);
    }
    Map<String, Query> queries = new LinkedHashMap<>();
    for (JsonNode one : array) {
      Query query = query(one);
      if (queries.put(query.id, query) != null) {
        throw MonitoringException.invalid("the Id " + query.id + " occurs twice");
      }
    }
    MetricQueries all = new MetricQueries(queries);
    queries.keySet().forEach(id -> all.check(id, new HashSet<>()));
    return all;
  }

  private static Query query(JsonNode one) {
    String id = one.path("Id").asText("");
    if (!ID.matcher(id).matches()) {
      throw MonitoringException.invalid(
          "the Id '" + id + "' is not allowed: a small letter, then letters, digits and _");
    }
    String text = one.path("Expression").asText("");
    JsonNode stat = one.path("MetricStat");
    if (text.isEmpty() == stat.isEmpty()) {
      throw MonitoringException.invalid(
          "the query " + id + " needs either an Expression or a MetricStat");
    }
    Optional<Stat> read = stat.isEmpty() ? Optional.empty() : Optional.of(stat(stat));
    String label = one.path("Label").asText(read.map(known -> known.metric.name()).orElse(id));
    return new Query(
        id,
        read,
        text.isEmpty() ? Optional.empty() : Optional.of(MathParser.parse(text)),
        label,
        one.path("ReturnData").asBoolean(true));
  }

  private static Stat stat(JsonNode stat) {
    return new Stat(
        metric(stat.path("Metric")),
        Statistic.of(stat.path("Stat").asText("")),
        period(stat.path("Period")));
  }

  /** Namespace, name and dimensions of a request. */
  static MetricKey metric(JsonNode node) {
    Map<String, String> dimensions = new HashMap<>();
    for (JsonNode one : node.path("Dimensions")) {
      dimensions.put(one.path("Name").asText(), one.path("Value").asText());
    }
    String name = node.path("MetricName").asText("");
    String namespace = node.path("Namespace").asText("");
    if (name.isEmpty() || namespace.isEmpty()) {
      throw MonitoringException.missing(name.isEmpty() ? "MetricName" : "Namespace");
    }
    return MetricKey.of(namespace, name, dimensions);
  }

  static Duration period(JsonNode node) {
    long seconds = node.asLong(0);
    if (seconds < 60 || seconds % 60 != 0 || seconds > 86_400) {
      throw MonitoringException.invalid(
          "Period is "
              + seconds
              + " s; the local cloud keeps minutes, so allowed are multiples of 60 up to 86400");
    }
    return Duration.ofSeconds(seconds);
  }

  private void check(String id, Set<String> within) {
    Query query = queries.get(id);
    if (query == null) {
      throw MonitoringException.invalid("an expression refers to the id " + id + ", which is none");
    }
    if (!within.add(id)) {
      throw MonitoringException.invalid("the expression " + id + " refers to itself");
    }
    query.expression.ifPresent(
        expression -> expression.references().forEach(other -> check(other, within)));
    within.remove(id);
  }

  Iterable<Query> all() {
    return queries.values();
  }

  /** The longest period of what an id is made of; a minute for numbers alone. */
  Duration period(String id) {
    Query query = queries.get(id);
    if (query == null) {
      throw new IllegalStateException("checked: " + id);
    }
    return query
        .stat
        .map(Stat::period)
        .orElseGet(
            () ->
                query.expression.orElseThrow().references().stream()
                    .map(this::period)
                    .max(Duration::compareTo)
                    .orElse(Duration.ofMinutes(1)));
  }

  /**
   * The points of an id.
   *
   * @param from epoch milliseconds, of a whole minute
   * @param to is not part of it
   */
  Points points(String id, MetricStore store, long from, long to) {
    Scope scope =
        new Scope(other -> value(other, store, from, to), from, to, period(id).toMillis());
    return MathFunction.points(scope, value(id, store, from, to));
  }

  private TimeSeries value(String id, MetricStore store, long from, long to) {
    Query query = queries.get(id);
    if (query == null) {
      throw new IllegalStateException("checked: " + id);
    }
    if (query.stat.isPresent()) {
      return query.stat.get().points(store, from, to);
    }
    return query
        .expression
        .orElseThrow()
        .value(new Scope(other -> value(other, store, from, to), from, to, period(id).toMillis()));
  }

  /** The beginning of the period that a moment is in, as answers have them. */
  static long aligned(long millis, Duration period) {
    return Math.floorDiv(millis, period.toMillis()) * period.toMillis();
  }

  static long nextMinute(long millis) {
    return Math.ceilDiv(millis, MINUTE) * MINUTE;
  }
}
