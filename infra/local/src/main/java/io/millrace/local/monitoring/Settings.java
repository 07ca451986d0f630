// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** Settings that came as texts, by the query protocol or from a template, in their own types. */
final class Settings {
  private static final Set<String> WHOLE =
      Set.of(
          "Period",
          "EvaluationPeriods",
          "DatapointsToAlarm",
          "ActionsSuppressorWaitPeriod",
          "ActionsSuppressorExtensionPeriod");
  private static final Set<String> NUMBERS = Set.of("Threshold");
  private static final Set<String> TRUTHS = Set.of("ActionsEnabled", "ReturnData");

  private Settings() {}

  static JsonNode typed(String name, JsonNode value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    if (value.isArray()) {
      ArrayNode list = nodes.arrayNode();
      value.forEach(one -> list.add(typed("", one)));
      return list;
    }
    if (value.isObject()) {
      ObjectNode object = nodes.objectNode();
      value
          .properties()
          .forEach(one -> object.set(one.getKey(), typed(one.getKey(), one.getValue())));
      return object;
    }
    if (WHOLE.contains(name)) {
      return nodes.numberNode(value.asInt());
    }
    if (NUMBERS.contains(name)) {
      return nodes.numberNode(value.asDouble());
    }
    return TRUTHS.contains(name) ? nodes.booleanNode(value.asBoolean()) : value;
  }
}
