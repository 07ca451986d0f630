// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * What the parameters of a template must be to each other: its Rules, with the functions that
 * conditions have too. [CloudFormation User Guide: rules-section-structure]
 */
final class Rules {
  private Rules() {}

  /** Refuses values that a rule is against, by the rule's own words. */
  static void check(Template template, Map<String, String> parameters) {
    Expressions expressions = new Expressions(new ParametersOnly(parameters));
    template
        .rules()
        .forEach(
            (name, rule) -> {
              if (!rule.has("RuleCondition") || expressions.condition(rule.get("RuleCondition"))) {
                rule.path("Assertions").forEach(one -> check(name, one, expressions));
              }
            });
  }

  private static void check(String rule, JsonNode assertion, Expressions expressions) {
    if (!expressions.condition(assertion.path("Assert"))) {
      throw CloudFormationException.invalid(
          "Template error: Rule "
              + rule
              + " is not met: "
              + assertion.path("AssertDescription").asText("it says no more"));
    }
  }

  /** Nothing is made yet when rules are judged. */
  private record ParametersOnly(Map<String, String> parameters) implements Scope {
    @Override
    public Optional<String> ref(String name) {
      return Optional.ofNullable(parameters.get(name));
    }

    @Override
    public Optional<String> attribute(String logicalId, String attribute) {
      return Optional.empty();
    }

    @Override
    public boolean condition(String name) {
      throw CloudFormationException.invalid(
          "Template error: a rule cannot refer to the condition " + name);
    }
  }
}
