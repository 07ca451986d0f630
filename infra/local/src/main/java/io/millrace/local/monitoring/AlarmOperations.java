// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.monitoring.Alarms.HistoryItem;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The operations about alarms. */
final class AlarmOperations {
  private static final int PAGE = 50;
  private static final int MAX_PAGE = 100;
  private static final String COMPOSITE = "CompositeAlarm";
  private static final String METRIC = "MetricAlarm";

  private final Alarms alarms;
  private final InstantSource clock;

  AlarmOperations(Alarms alarms, InstantSource clock) {
    this.alarms = alarms;
    this.clock = clock;
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  ObjectNode putMetricAlarm(JsonNode request) {
    alarms.put(request.deepCopy(), Optional.of(Watch.of(request)), Optional.empty());
    return object();
  }

  ObjectNode putCompositeAlarm(JsonNode request) {
    CompositeRule rule = CompositeRule.parse(Requests.required(request, "AlarmRule"));
    alarms.put(request.deepCopy(), Optional.empty(), Optional.of(rule));
    return object();
  }

  ObjectNode deleteAlarms(JsonNode request) {
    alarms.delete(Requests.texts(request, "AlarmNames"));
    return object();
  }

  ObjectNode setAlarmState(JsonNode request) {
    alarms.set(
        Requests.required(request, "AlarmName"),
        AlarmState.of(Requests.required(request, "StateValue")),
        Requests.required(request, "StateReason"),
        request.path("StateReasonData").asText(""));
    return object();
  }

  ObjectNode actions(JsonNode request, boolean enabled) {
    alarms.actions(Requests.texts(request, "AlarmNames"), enabled);
    return object();
  }

  ObjectNode describeAlarms(JsonNode request) {
    Set<String> types = Requests.texts(request, "AlarmTypes");
    Set<String> names = Requests.texts(request, "AlarmNames");
    Optional<String> children = Requests.text(request, "ChildrenOfAlarmName");
    Optional<String> parents = Requests.text(request, "ParentsOfAlarmName");
    // only metric alarms unless the other kind is asked for [CloudWatch API, DescribeAlarms]
    boolean composite = types.contains(COMPOSITE) || children.isPresent() || parents.isPresent();
    boolean metric = types.isEmpty() || types.contains(METRIC);
    String prefix = request.path("AlarmNamePrefix").asText("");
    String state = request.path("StateValue").asText("");
    String action = request.path("ActionPrefix").asText("");
    Set<String> below = children.flatMap(this::rule).map(CompositeRule::alarms).orElse(Set.of());
    List<Alarm> found =
        alarms.all().stream()
            .filter(alarm -> alarm.composite() ? composite : metric)
            .filter(alarm -> names.isEmpty() || names.contains(alarm.name()))
            .filter(alarm -> alarm.name().startsWith(prefix))
            .filter(alarm -> state.isEmpty() || alarm.state().name().equals(state))
            .filter(alarm -> action.isEmpty() || acts(alarm, action))
            .filter(alarm -> children.isEmpty() || below.contains(alarm.name()))
            .filter(
                alarm ->
                    parents.isEmpty()
                        || alarm.rule().stream()
                            .anyMatch(rule -> rule.alarms().contains(parents.get())))
            .toList();
    Requests.Page<Alarm> page = Requests.Page.of(found, request, PAGE, MAX_PAGE);
    ObjectNode answer = object();
    ArrayNode composites = answer.putArray("CompositeAlarms");
    ArrayNode metrics = answer.putArray("MetricAlarms");
    page.items().forEach(alarm -> (alarm.composite() ? composites : metrics).add(shown(alarm)));
    page.next().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }

  private Optional<CompositeRule> rule(String name) {
    return alarms.find(name).flatMap(Alarm::rule);
  }

  private static boolean acts(Alarm alarm, String prefix) {
    for (String list : List.of("AlarmActions", "OKActions", "InsufficientDataActions")) {
      for (JsonNode action : alarm.settings().path(list)) {
        if (action.asText().startsWith(prefix)) {
          return true;
        }
      }
    }
    return false;
  }

  ObjectNode describeAlarmsForMetric(JsonNode request) {
    MetricKey metric = MetricQueries.metric(request);
    ObjectNode answer = object();
    ArrayNode found = answer.putArray("MetricAlarms");
    for (Alarm alarm : alarms.all()) {
      boolean same =
          alarm.settings().hasNonNull("MetricName")
              && MetricQueries.metric(alarm.settings()).equals(metric);
      if (same) {
        found.add(shown(alarm));
      }
    }
    return answer;
  }

  private ObjectNode shown(Alarm alarm) {
    ObjectNode shown = object().put("AlarmName", alarm.name()).put("AlarmArn", alarm.arn());
    alarm.settings().properties().stream()
        .filter(one -> !one.getKey().equals("Tags") && !one.getValue().isNull())
        .forEach(one -> shown.set(one.getKey(), Settings.typed(one.getKey(), one.getValue())));
    for (String list : List.of("OKActions", "AlarmActions", "InsufficientDataActions")) {
      shown.withArrayProperty(list);
    }
    if (!alarm.composite()) {
      shown.withArrayProperty("Dimensions");
    }
    shown.put("ActionsEnabled", alarm.actionsEnabled());
    shown.putPOJO("AlarmConfigurationUpdatedTimestamp", alarm.configured());
    shown.put("StateValue", alarm.state().name()).put("StateReason", alarm.reason());
    if (!alarm.reasonData().isEmpty()) {
      shown.put("StateReasonData", alarm.reasonData());
    }
    shown.putPOJO("StateUpdatedTimestamp", alarm.stateUpdated());
    shown.putPOJO("StateTransitionedTimestamp", alarm.transitioned());
    suppressed(alarm)
        .ifPresent(
            by ->
                shown
                    .put("ActionsSuppressedBy", by)
                    .put("ActionsSuppressedReason", "Actions suppressed by " + by));
    return shown;
  }

  /** By what the actions of a composite alarm are held back. [CloudWatch API, CompositeAlarm] */
  private Optional<String> suppressed(Alarm alarm) {
    Optional<Alarm> suppressor =
        Requests.text(alarm.settings(), "ActionsSuppressor")
            .map(CompositeRule::nameOf)
            .flatMap(alarms::find);
    if (suppressor.isEmpty() || alarm.state() != AlarmState.ALARM) {
      return Optional.empty();
    }
    Alarm by = suppressor.get();
    Instant now = clock.instant();
    if (by.state() == AlarmState.ALARM) {
      return Optional.of("Alarm");
    }
    if (within(alarm, "ActionsSuppressorWaitPeriod", alarm.transitioned(), now)) {
      return Optional.of("WaitPeriod");
    }
    boolean left = !by.reason().equals(Alarm.UNCHECKED);
    return left && within(alarm, "ActionsSuppressorExtensionPeriod", by.transitioned(), now)
        ? Optional.of("ExtensionPeriod")
        : Optional.empty();
  }

  private static boolean within(Alarm alarm, String period, Instant since, Instant now) {
    return now.isBefore(since.plusSeconds(alarm.settings().path(period).asLong(0)));
  }

  ObjectNode describeAlarmHistory(JsonNode request) {
    String name = request.path("AlarmName").asText("");
    Set<String> types = Requests.texts(request, "AlarmTypes");
    boolean composite = types.contains(COMPOSITE) || !name.isEmpty();
    boolean metric = types.isEmpty() || types.contains(METRIC);
    String type = request.path("HistoryItemType").asText("");
    Instant from = Requests.time(request, "StartDate").orElse(Instant.EPOCH);
    Instant to = Requests.time(request, "EndDate").orElse(Instant.MAX);
    List<HistoryItem> items =
        alarms.history().stream()
            .filter(item -> name.isEmpty() || item.alarm().equals(name))
            .filter(item -> item.composite() ? composite : metric)
            .filter(item -> type.isEmpty() || item.type().equals(type))
            .filter(item -> !item.at().isBefore(from) && !item.at().isAfter(to))
            .toList();
    boolean ascending = request.path("ScanBy").asText("").equals("TimestampAscending");
    Requests.Page<HistoryItem> page =
        Requests.Page.of(ascending ? items : items.reversed(), request, MAX_PAGE, MAX_PAGE);
    ObjectNode answer = object();
    ArrayNode shown = answer.putArray("AlarmHistoryItems");
    for (HistoryItem item : page.items()) {
      shown
          .addObject()
          .put("AlarmName", item.alarm())
          .put("AlarmType", item.composite() ? COMPOSITE : METRIC)
          .putPOJO("Timestamp", item.at())
          .put("HistoryItemType", item.type())
          .put("HistorySummary", item.summary())
          .put("HistoryData", item.data());
    }
    page.next().ifPresent(token -> answer.put("NextToken", token));
    return answer;
  }
}
