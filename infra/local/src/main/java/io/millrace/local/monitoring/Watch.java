// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.monitoring.MetricQueries.Query;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a metric alarm looks at, and what it makes of it.
 *
 * @param result the id of the query that is compared with the threshold
 */
record Watch(
    MetricQueries queries,
    String result,
    Duration period,
    Evaluation evaluation,
    Comparison comparison,
    double threshold) {
  private static final long MINUTE = 60_000;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MM/yy HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /** The state that follows, and why. */
  record Finding(AlarmState state, String reason, String data) {}

  /**
   * Reads the settings of PutMetricAlarm.
   *
   * @throws MonitoringException naming what is wrong, or not here
   */
  static Watch of(JsonNode settings) {
    for (String absent : List.of("ThresholdMetricId", "EvaluationCriteria", "EvaluationInterval")) {
      if (settings.hasNonNull(absent)) {
        throw MonitoringException.invalid(absent + " is not supported by the local cloud");
      }
    }
    for (String required : List.of("EvaluationPeriods", "Threshold", "ComparisonOperator")) {
      if (!settings.hasNonNull(required)) {
        throw MonitoringException.missing(required);
      }
    }
    int periods = settings.path("EvaluationPeriods").asInt();
    int toAlarm = settings.path("DatapointsToAlarm").asInt(periods);
    if (periods < 1 || toAlarm < 1 || toAlarm > periods) {
      throw MonitoringException.invalid(
          "DatapointsToAlarm is " + toAlarm + " of " + periods + " EvaluationPeriods");
    }
    MetricQueries queries =
        MetricQueries.of(settings.path("Metrics").isEmpty() ? single(settings) : metrics(settings));
    List<String> results = new ArrayList<>();
    boolean table = false;
    for (Query query : queries.all()) {
      if (query.returned()) {
        results.add(query.id());
      }
      table |=
          query.stat().filter(stat -> stat.metric().namespace().equals("AWS/DynamoDB")).isPresent();
    }
    if (results.size() != 1) {
      throw MonitoringException.invalid(
          "exactly one element of the metrics list should return data, " + results + " do");
    }
    String treat = settings.path("TreatMissingData").asText("missing");
    Evaluation.Missing missing = Evaluation.Missing.of(treat);
    // [alarms-and-missing-data: metrics of that namespace always ignore missing data]
    return new Watch(
        queries,
        results.getFirst(),
        queries.period(results.getFirst()),
        new Evaluation(periods, toAlarm, table ? Evaluation.Missing.IGNORE : missing),
        Comparison.of(settings.path("ComparisonOperator").asText()),
        settings.path("Threshold").asDouble());
  }

  private static JsonNode metrics(JsonNode settings) {
    if (settings.hasNonNull("MetricName")) {
      throw MonitoringException.invalid("MetricName and Metrics exclude each other");
    }
    return settings.path("Metrics");
  }

  private static ArrayNode single(JsonNode settings) {
    ArrayNode queries = JsonNodeFactory.instance.arrayNode();
    ObjectNode stat = queries.addObject().put("Id", "m").putObject("MetricStat");
    stat.set("Metric", settings);
    stat.set("Period", settings.path("Period"));
    stat.put(
        "Stat", settings.path("ExtendedStatistic").asText(settings.path("Statistic").asText("")));
    return queries;
  }

  /**
   * Looks at the periods before a moment; they end with its last whole minute.
   *
   * @param now epoch milliseconds
   */
  Finding look(MetricStore store, AlarmState current, long now) {
    long to = Math.floorDiv(now, MINUTE) * MINUTE;
    long from = to - period.toMillis() * evaluation.range();
    SortedMap<Long, Double> points = queries.points(result, store, from, to).values();
    List<Optional<Boolean>> breaching = new ArrayList<>();
    for (long time = to - period.toMillis(); time >= from; time -= period.toMillis()) {
      breaching.add(
          Optional.ofNullable(points.get(time)).map(value -> comparison.holds(value, threshold)));
    }
    AlarmState next = evaluation.next(breaching, current);
    return new Finding(next, reason(next, points), data(points, now));
  }

  private String reason(AlarmState next, SortedMap<Long, Double> points) {
    if (next == AlarmState.INSUFFICIENT_DATA) {
      return "Insufficient Data: " + evaluation.periods() + " datapoints were unknown.";
    }
    List<String> last =
        points.reversed().entrySet().stream()
            .limit(evaluation.periods())
            .map(
                point ->
                    point.getValue()
                        + " ("
                        + TIME.format(Instant.ofEpochMilli(point.getKey()))
                        + ")")
            .toList();
    if (last.isEmpty()) {
      return "Threshold Crossed: no datapoints were received for "
          + evaluation.periods()
          + " periods and missing datapoints are treated as "
          + evaluation.missing().text()
          + ".";
    }
    return "Threshold Crossed: the last "
        + last.size()
        + " datapoints "
        + last
        + (next == AlarmState.ALARM
            ? ", at least " + evaluation.toAlarm() + " of " + evaluation.periods() + " "
            : ", not " + evaluation.toAlarm() + " of " + evaluation.periods() + " ")
        + comparison.words()
        + " the threshold ("
        + threshold
        + ").";
  }

  private String data(SortedMap<Long, Double> points, long now) {
    ObjectNode data = JsonNodeFactory.instance.objectNode().put("version", "1.0");
    data.put("queryDate", Instant.ofEpochMilli(now).toString());
    data.put("period", period.toSeconds());
    ArrayNode recent = data.putArray("recentDatapoints");
    points.values().forEach(recent::add);
    return data.put("threshold", threshold).toString();
  }
}
