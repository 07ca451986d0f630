// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.LocalCloudConfig;
import java.time.Instant;
import java.util.Optional;

/**
 * An alarm, of metrics or composite, as it is at one moment.
 *
 * @param settings in the API's own form
 * @param watch what a metric alarm looks at
 * @param rule of a composite alarm
 * @param stateUpdated when its state was last set
 * @param transitioned when its state last became another one
 */
record Alarm(
    String name,
    ObjectNode settings,
    Optional<Watch> watch,
    Optional<CompositeRule> rule,
    Instant configured,
    AlarmState state,
    String reason,
    String reasonData,
    Instant stateUpdated,
    Instant transitioned) {

  /** What the service says of an alarm that it has not looked at yet. */
  static final String UNCHECKED = "Unchecked: Initial alarm creation";

  static Alarm fresh(
      ObjectNode settings, Optional<Watch> watch, Optional<CompositeRule> rule, Instant now) {
    return new Alarm(
        settings.path("AlarmName").asText(),
        settings,
        watch,
        rule,
        now,
        AlarmState.INSUFFICIENT_DATA,
        UNCHECKED,
        "",
        now,
        now);
  }

  /** The same alarm with other settings keeps its state. */
  Alarm configured(Alarm other) {
    return new Alarm(
        name,
        other.settings,
        other.watch,
        other.rule,
        other.configured,
        state,
        reason,
        reasonData,
        stateUpdated,
        transitioned);
  }

  Alarm in(AlarmState newState, String newReason, String data, Instant now) {
    return new Alarm(
        name,
        settings,
        watch,
        rule,
        configured,
        newState,
        newReason,
        data,
        now,
        newState == state ? transitioned : now);
  }

  boolean composite() {
    return rule.isPresent();
  }

  boolean actionsEnabled() {
    return settings.path("ActionsEnabled").asBoolean(true);
  }

  String arn() {
    return arn(name);
  }

  static String arn(String name) {
    return "arn:aws:cloudwatch:"
        + LocalCloudConfig.REGION
        + ":"
        + LocalCloudConfig.ACCOUNT
        + ":alarm:"
        + name;
  }
}
