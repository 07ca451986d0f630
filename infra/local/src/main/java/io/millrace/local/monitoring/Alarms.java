// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** All alarms, their states and what became of them. Thread-safe. */
final class Alarms {
  /** Of all alarms together; the oldest are forgotten. */
  private static final int MAX_HISTORY = 5_000;

  private static final System.Logger LOG = System.getLogger("io.millrace.local.alarms");

  private final MetricStore store;
  private final InstantSource clock;
  private final Map<String, Alarm> alarms = new TreeMap<>();
  private final Deque<HistoryItem> history = new ArrayDeque<>();

  /**
   * Something that happened to an alarm.
   *
   * @param type StateUpdate or ConfigurationUpdate
   * @param data JSON
   */
  record HistoryItem(
      String alarm, boolean composite, Instant at, String type, String summary, String data) {}

  Alarms(MetricStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** By name. */
  synchronized List<Alarm> all() {
    return List.copyOf(alarms.values());
  }

  synchronized Optional<Alarm> find(String name) {
    return Optional.ofNullable(alarms.get(name));
  }

  /** The oldest first. */
  synchronized List<HistoryItem> history() {
    return List.copyOf(history);
  }

  /** Makes an alarm, or gives one other settings. */
  synchronized void put(ObjectNode settings, Optional<Watch> watch, Optional<CompositeRule> rule) {
    String name = settings.path("AlarmName").asText("");
    if (name.isEmpty()) {
      throw MonitoringException.missing("AlarmName");
    }
    rule.ifPresent(one -> requireThere(name, one));
    Alarm fresh = Alarm.fresh(settings, watch, rule, clock.instant());
    Alarm before = alarms.get(name);
    if (before != null && before.composite() != fresh.composite()) {
      throw MonitoringException.invalid(
          "there is an alarm " + name + " of the other kind: delete it first");
    }
    alarms.put(name, before == null ? fresh : before.configured(fresh));
    String done = before == null ? "created" : "updated";
    note(
        fresh,
        "ConfigurationUpdate",
        "Alarm \"" + name + "\" " + done,
        JsonNodeFactory.instance.objectNode().put("type", done).toString());
    settleComposites();
  }

  private void requireThere(String name, CompositeRule rule) {
    List<String> unknown =
        rule.alarms().stream().filter(one -> !alarms.containsKey(one)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw MonitoringException.invalid(
          "Could not save the composite alarm as alarms "
              + unknown
              + " in the alarm rule do not exist");
    }
    if (refersTo(rule, name)) {
      throw MonitoringException.invalid("the rule of " + name + " refers to " + name + " itself");
    }
  }

  private boolean refersTo(CompositeRule rule, String name) {
    return rule.alarms().contains(name)
        || rule.alarms().stream()
            .flatMap(one -> Optional.ofNullable(alarms.get(one)).flatMap(Alarm::rule).stream())
            .anyMatch(one -> refersTo(one, name));
  }

  /** Those that are there; none of them when a composite alarm that stays needs one. */
  synchronized void delete(Set<String> names) {
    for (Alarm other : alarms.values()) {
      boolean stays = !names.contains(other.name());
      if (stays && other.rule().stream().anyMatch(rule -> anyOf(rule.alarms(), names))) {
        throw MonitoringException.invalid(
            "Cannot delete "
                + names
                + " as there are composite alarm(s) depending on it: "
                + other.name());
      }
    }
    alarms.keySet().removeAll(names);
  }

  private static boolean anyOf(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }

  synchronized void actions(Set<String> names, boolean enabled) {
    for (String name : names) {
      Alarm alarm = alarms.get(name);
      if (alarm != null) {
        ObjectNode settings = alarm.settings().deepCopy().put("ActionsEnabled", enabled);
        alarms.put(
            name,
            alarm.configured(Alarm.fresh(settings, alarm.watch(), alarm.rule(), clock.instant())));
      }
    }
  }

  /** Until the next evaluation finds otherwise. */
  synchronized void set(String name, AlarmState state, String reason, String data) {
    Alarm alarm = alarms.get(name);
    if (alarm == null) {
      throw new MonitoringException("ResourceNotFound", 404, "there is no alarm " + name);
    }
    become(alarm, state, reason, data);
    settleComposites();
  }

  /** Looks at the metrics of every alarm, as of now. */
  synchronized void evaluate() {
    long now = clock.millis();
    for (Alarm alarm : List.copyOf(alarms.values())) {
      alarm
          .watch()
          .ifPresent(
              watch -> {
                Watch.Finding found = watch.look(store, alarm.state(), now);
                become(alarm, found.state(), found.reason(), found.data());
              });
    }
    settleComposites();
  }

  /** A composite alarm may depend on others: at the most as many rounds as there are alarms. */
  private void settleComposites() {
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Alarm alarm : List.copyOf(alarms.values())) {
        if (alarm.rule().isPresent()) {
          CompositeRule rule = alarm.rule().get();
          AlarmState state = rule.holds(this::is) ? AlarmState.ALARM : AlarmState.OK;
          changed |= become(alarm, state, because(rule), "");
        }
      }
    }
  }

  private boolean is(String name, AlarmState state) {
    Alarm alarm = alarms.get(name);
    return alarm != null && alarm.state() == state;
  }

  private String because(CompositeRule rule) {
    List<String> states =
        rule.alarms().stream()
            .filter(name -> is(name, AlarmState.ALARM))
            .map(name -> Alarm.arn(name) + " is in ALARM")
            .toList();
    return states.isEmpty() ? "no alarm of the rule is in ALARM" : String.join("; ", states);
  }

  private boolean become(Alarm alarm, AlarmState state, String reason, String data) {
    if (alarm.state() == state) {
      return false;
    }
    alarms.put(alarm.name(), alarm.in(state, reason, data, clock.instant()));
    String change = alarm.state() + " to " + state;
    ObjectNode told = JsonNodeFactory.instance.objectNode().put("version", "1.0");
    told.putObject("oldState").put("stateValue", alarm.state().name());
    told.putObject("newState").put("stateValue", state.name()).put("stateReason", reason);
    note(alarm, "StateUpdate", "Alarm updated from " + change, told.toString());
    LOG.log(
        System.Logger.Level.INFO,
        () -> "alarm " + alarm.name() + " goes from " + change + ": " + reason);
    return true;
  }

  private void note(Alarm alarm, String type, String summary, String data) {
    history.add(
        new HistoryItem(alarm.name(), alarm.composite(), clock.instant(), type, summary, data));
    if (history.size() > MAX_HISTORY) {
      history.remove();
    }
  }
}
