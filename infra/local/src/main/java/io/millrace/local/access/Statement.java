// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One statement of an identity-based policy. [IAM User Guide, JSON policy element reference]
 *
 * @param sid or its position in the policy, as text
 */
record Statement(
    String sid,
    boolean allows,
    List<String> actions,
    List<String> resources,
    Conditions conditions) {

  private static final Set<String> MEMBERS =
      Set.of("Sid", "Effect", "Action", "Resource", "Condition");

  /**
   * Reads a statement.
   *
   * @throws IllegalArgumentException naming what is wrong, or not evaluated here
   */
  static Statement parse(int position, JsonNode json) {
    json.fieldNames()
        .forEachRemaining(
            name -> {
              if (!MEMBERS.contains(name)) {
                throw new IllegalArgumentException(
                    "the local cloud does not evaluate "
                        + name
                        + " in a policy statement, allowed are "
                        + String.join(", ", MEMBERS.stream().sorted().toList()));
              }
            });
    String effect = json.path("Effect").asText("");
    if (!effect.equals("Allow") && !effect.equals("Deny")) {
      throw new IllegalArgumentException("Effect is '" + effect + "', allowed are Allow, Deny");
    }
    List<String> actions = texts("Action", json.path("Action"));
    List<String> resources = texts("Resource", json.path("Resource"));
    return new Statement(
        json.path("Sid").asText(Integer.toString(position)),
        effect.equals("Allow"),
        actions,
        resources.stream().map(DynamoDbOperations::normal).toList(),
        Conditions.parse(json.path("Condition")));
  }

  boolean matches(Need need, Map<String, String> context) {
    return actions.stream().anyMatch(action -> Globs.matches(action, need.action(), true))
        && resources.stream().anyMatch(resource -> Globs.matches(resource, need.resource(), false))
        && conditions.hold(context);
  }

  Statement withoutAction(String action) {
    List<String> rest = actions.stream().filter(one -> !one.equals(action)).toList();
    return new Statement(sid, allows, rest, resources, conditions);
  }

  Statement withoutResource(String resource) {
    List<String> rest = resources.stream().filter(one -> !one.equals(resource)).toList();
    return new Statement(sid, allows, actions, rest, conditions);
  }

  /** One text or a list of them. */
  static List<String> texts(String member, JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isTextual()) {
      texts.add(node.asText());
    } else {
      node.forEach(one -> texts.add(one.asText()));
    }
    if (texts.isEmpty()) {
      throw new IllegalArgumentException(member + " is empty or missing in a policy statement");
    }
    return List.copyOf(texts);
  }
}
