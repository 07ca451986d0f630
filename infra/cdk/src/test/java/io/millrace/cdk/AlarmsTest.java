// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is watched, in the committed template: every alarm, and that none is missing. */
class AlarmsTest {

  /** Source of the limits: PutMetricAlarm in the API reference, and the CloudWatch quotas. */
  private static final int MOST_METRICS = 10;

  private static final int MOST_EXPRESSION = 2048;
  private static final int DAY = 86_400;
  private static final int HOUR = 3_600;

  private final Watched stack = new Watched();
  private final Map<String, JsonNode> alarms = alarms();

  /** By name behind the stack's. */
  private Map<String, JsonNode> alarms() {
    Map<String, JsonNode> all = new TreeMap<>();
    for (JsonNode alarm : stack.all("AWS::CloudWatch::Alarm").values()) {
      all.put(stack.text(alarm.path("AlarmName")).substring(Watched.STACK.length() + 1), alarm);
    }
    return all;
  }

  private JsonNode alarm(String name) {
    return Objects.requireNonNull(alarms.get(name), name);
  }

  @Test
  void everyFunctionBehindAnAlias_hasItsAlarms() {
    List<String> functions = functions("AWS::Lambda::Alias");
    assertThat(functions).hasSize(6);
    for (String function : functions) {
      assertThat(alarms)
          .containsKeys(
              function + "-errors",
              function + "-error-rate",
              function + "-throttles",
              function + "-duration");
      for (String kind : List.of("-error-rate", "-throttles", "-duration")) {
        assertThat(dimensions(alarm(function + kind)))
            .isNotEmpty()
            .allSatisfy(
                dimensions ->
                    assertThat(dimensions)
                        .containsEntry("FunctionName", "millrace-" + function)
                        .containsEntry("Resource", "millrace-" + function + ":live"));
      }
    }
  }

  /** The limit that it comes near is the function's own. */
  @Test
  void duration_isAPartOfTheTimeout() {
    for (JsonNode function : stack.all("AWS::Lambda::Function").values()) {
      String name = shortName(function);
      if (alarms.containsKey(name + "-duration")) {
        JsonNode alarm = alarm(name + "-duration");
        assertThat(expression(alarm))
            .isEqualTo("100 * duration / " + function.path("Timeout").asInt() * 1000);
        assertThat(alarm.path("Threshold").asInt()).isBetween(50, 95);
        assertThat(alarm.at("/Metrics/1/MetricStat/Stat").asText()).isEqualTo("p99");
        assertThat(alarm.path("EvaluateLowSampleCountPercentile").asText()).isEqualTo("evaluate");
      }
    }
  }

  @Test
  void everyMapping_hasTheAlarmsOfItsSource() {
    Map<String, JsonNode> mappings = stack.all("AWS::Lambda::EventSourceMapping");
    assertThat(mappings).hasSize(5);
    mappings.forEach(
        (id, mapping) -> {
          String stage = id.replace("Mapping", "").toLowerCase(Locale.ROOT);
          assertThat(mapping.at("/MetricsConfig/Metrics/0").asText()).isEqualTo("EventCount");
          String source = mapping.at("/EventSourceArn/Fn::GetAtt/0").asText();
          if (source.endsWith("Queue")) {
            JsonNode queue = stack.resources.path(source).path("Properties");
            String name = shortName(queue.path("QueueName"));
            assertThat(alarms).containsKeys(name + "-age", name + "-dlq-depth", name + "-dlq-age");
            assertThat(alarm(stage + "-concurrency").at("/Metrics/0/Expression/Fn::Sub").asText())
                .endsWith(
                    "/ ${" + mapping.at("/ScalingConfig/MaximumConcurrency/Ref").asText() + "}");
            // two failures later a message is still not late
            assertThat(alarm(name + "-age").path("Threshold").asInt())
                .isGreaterThan(2 * queue.path("VisibilityTimeout").asInt());
          } else {
            assertThat(alarms)
                .containsKeys(
                    stage + "-iterator-age", stage + "-stalled", stage + "-failed-batches");
            assertThat(dimensions(alarm(stage + "-failed-batches")))
                .containsExactly(Map.of("EventSourceMappingUUID", id));
            assertThat(dimensions(alarm("dropped-events")))
                .contains(Map.of("EventSourceMappingUUID", id));
          }
        });
  }

  /** While nothing is handled there is no age: that something came has to be enough. */
  @ParameterizedTest
  @CsvSource({
    "enrich, IncomingRecords",
    "aggregate, ConsumedWriteCapacityUnits",
    "publish, ConsumedWriteCapacityUnits"
  })
  void stalled_isThatSomethingCame_andNoAgeWasWritten(String stage, String coming) {
    JsonNode alarm = alarm(stage + "-stalled");

    assertThat(expression(alarm))
        .isEqualTo("IF(FILL(coming, 0) > 0, IF(FILL(handled, 0) > 0, 0, 1), 0)");
    assertThat(alarm.at("/Metrics/1/MetricStat/Metric/MetricName").asText()).isEqualTo(coming);
    assertThat(alarm.at("/Metrics/2/MetricStat/Metric/MetricName").asText())
        .isEqualTo("IteratorAge");
    assertThat(alarm.at("/Metrics/2/MetricStat/Stat").asText()).isEqualTo("SampleCount");
    assertThat(alarm.path("DatapointsToAlarm").asInt()).isGreaterThan(1);
  }

  /** Whoever is told so has days to redrive them. */
  @ParameterizedTest
  @CsvSource({"uploads, UploadsDeadLetterQueue", "resize, ResizeDeadLetterQueue"})
  void deadLetters_areTold_beforeTheyAreDeleted(String queue, String id) {
    int retention = stack.resources.at("/" + id + "/Properties/MessageRetentionPeriod").asInt();

    assertThat(alarm(queue + "-dlq-age").path("Threshold").asInt())
        .isLessThanOrEqualTo(retention - 4 * DAY);
    assertThat(alarm(queue + "-dlq-depth").path("Threshold").asInt()).isEqualTo(1);
  }

  @Test
  void everyDeadLetterQueue_isWatched() {
    assertThat(stack.all("AWS::SQS::Queue").values())
        .extracting(queue -> shortName(queue.path("QueueName")))
        .filteredOn(name -> name.endsWith("-dlq"))
        .hasSize(3)
        .allSatisfy(name -> assertThat(alarms).containsKey(name + "-depth"));
  }

  /** Each has two windows of one rate, and the shorter is a twelfth of the longer. */
  @ParameterizedTest
  @CsvSource({"slo-fast-1h, slo-fast-5m, 14.4", "slo-slow-1d, slo-slow-2h, 3"})
  void burnRate_hasTwoWindows(String slow, String quick, double rate) {
    JsonNode one = alarm(slow);
    JsonNode other = alarm(quick);

    assertThat(one.path("Threshold").asDouble()).isEqualTo(rate);
    assertThat(other.path("Threshold").asDouble()).isEqualTo(rate);
    assertThat(period(one)).isEqualTo(12 * period(other));
    assertThat(expression(one))
        .isEqualTo(expression(other))
        .contains(">= 100, 1000 * (FILL(uploadFailed, 0)");
  }

  @Test
  void geolocation_isStale_alsoWhenNobodyLooks_andOnlyWhereItIsRefreshed() {
    assertThat(stack.resources.at("/GeolocationStaleAlarm/Condition").asText())
        .isEqualTo("GeolocationRefreshed");
    assertThat(alarm("geolocation-stale").path("TreatMissingData").asText()).isEqualTo("breaching");
    assertThat(stack.resources.at("/TicketAlarm/Properties/AlarmRule").findValues("Fn::If"))
        .hasSize(1)
        .allMatch(choice -> choice.path(0).asText().equals("GeolocationRefreshed"))
        .allMatch(choice -> choice.path(2).asText().equals("FALSE"));
  }

  /** For the other alarms nothing is good news: a pipeline that has nothing to do is quiet. */
  @Test
  void withoutData_onlyOneIsInAlarm() {
    assertThat(alarms)
        .allSatisfy(
            (name, alarm) ->
                assertThat(alarm.path("TreatMissingData").asText())
                    .isEqualTo(name.equals("geolocation-stale") ? "breaching" : "notBreaching"));
  }

  @Test
  void everyAlarm_isOneThatCloudWatchTakes() {
    alarms.forEach(
        (name, alarm) -> {
          int of = alarm.path("EvaluationPeriods").asInt();
          int period = period(alarm);
          assertThat(period % 60).as(name).isZero();
          assertThat(period).as(name).isBetween(60, DAY);
          assertThat(period * of).as(name).isLessThanOrEqualTo(period < HOUR ? DAY : 7 * DAY);
          assertThat(alarm.path("DatapointsToAlarm").asInt(of)).as(name).isBetween(1, of);
          assertThat(dimensions(alarm)).as(name).hasSizeBetween(1, MOST_METRICS);
          if (alarm.has("Metrics")) {
            assertMath(name, alarm);
          }
        });
  }

  private void assertMath(String name, JsonNode alarm) {
    String expression = expression(alarm);
    assertThat(expression).as(name).hasSizeLessThan(MOST_EXPRESSION).doesNotContain("$");
    Set<String> ids = new TreeSet<>();
    Set<Integer> periods = new TreeSet<>();
    for (JsonNode query : alarm.path("Metrics")) {
      assertThat(query.path("ReturnData").asBoolean()).as(name).isEqualTo(query.has("Expression"));
      if (query.has("MetricStat")) {
        ids.add(query.path("Id").asText());
        periods.add(query.at("/MetricStat/Period").asInt());
      }
    }
    assertThat(periods).as(name).hasSize(1);
    assertThat(ids).as(name).allMatch(id -> id.matches("[a-z][A-Za-z0-9_]*"));
    Set<String> used = new TreeSet<>(Arrays.asList(expression.split("[^A-Za-z]+")));
    used.removeAll(Set.of("", "IF", "FILL"));
    assertThat(used).as(name).isEqualTo(ids);
  }

  @Test
  void everyMetric_isOfThisStack() {
    alarms.forEach(
        (name, alarm) -> {
          List<Map<String, String>> dimensions = dimensions(alarm);
          List<JsonNode> metrics = metrics(alarm);
          for (int i = 0; i < metrics.size(); i++) {
            assertThat(
                    stack.has(
                        metrics.get(i).path("Namespace").asText(),
                        metrics.get(i).path("MetricName").asText(),
                        dimensions.get(i)))
                .as("%s: %s %s", name, metrics.get(i), dimensions.get(i))
                .isTrue();
          }
        });
  }

  private List<Map<String, String>> dimensions(JsonNode alarm) {
    return metrics(alarm).stream()
        .map(
            metric -> {
              Map<String, String> dimensions = new TreeMap<>();
              for (JsonNode one : metric.path("Dimensions")) {
                dimensions.put(one.path("Name").asText(), stack.text(one.path("Value")));
              }
              return dimensions;
            })
        .toList();
  }

  private static List<JsonNode> metrics(JsonNode alarm) {
    if (!alarm.has("Metrics")) {
      return List.of(alarm);
    }
    List<JsonNode> metrics = new ArrayList<>();
    for (JsonNode query : alarm.path("Metrics")) {
      if (query.has("MetricStat")) {
        metrics.add(query.at("/MetricStat/Metric"));
      }
    }
    return metrics;
  }

  private String expression(JsonNode alarm) {
    return stack.text(alarm.at("/Metrics/0/Expression"));
  }

  private static int period(JsonNode alarm) {
    return alarm.has("Metrics")
        ? alarm.at("/Metrics/1/MetricStat/Period").asInt()
        : alarm.path("Period").asInt();
  }

  private List<String> functions(String type) {
    return stack.all(type).values().stream().map(this::shortName).toList();
  }

  private String shortName(JsonNode node) {
    return stack
        .text(node.has("FunctionName") ? node.path("FunctionName") : node)
        .substring(Watched.STACK.length() + 1);
  }
}
