// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which properties of a resource type are honoured and which are accepted without local effect; all
 * others are refused.
 *
 * <p>A property is named by its path, with dots and without the indexes of lists. {@code A.*}
 * stands for all below A.
 */
record PropertyRules(Set<String> honoured, Set<String> withoutEffect) {
  private static final String ALL = ".*";

  /** Whether the resource is something to refer to and nothing else here. */
  boolean inert() {
    return honoured.isEmpty();
  }

  /**
   * Checks the properties as they stand in the template, both sides of a Fn::If.
   *
   * @param without gets the paths, below the logical id, of what has no effect
   * @throws CloudFormationException naming the first property that is neither
   */
  void check(String logicalId, String type, JsonNode properties, List<String> without) {
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      check(new Place(logicalId, type, property.getKey()), property.getValue(), without);
    }
  }

  private void check(Place place, JsonNode value, List<String> without) {
    if (withoutEffect.contains(place.path)) {
      without.add(place.logicalId + "." + place.path);
    } else if (honoured.contains(place.path + ALL)) {
      return;
    } else if (value.isArray()) {
      value.forEach(element -> check(place, element, without));
    } else if (isIf(value)) {
      check(place, value.get("Fn::If").path(1), without);
      check(place, value.get("Fn::If").path(2), without);
    } else if (value.isObject() && !isFunction(value) && hasBelow(place.path)) {
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        check(place.below(property.getKey()), property.getValue(), without);
      }
    } else if (!honoured.contains(place.path) && !(isFunction(value) && hasBelow(place.path))) {
      throw CloudFormationException.invalid(
          "Resource "
              + place.logicalId
              + " ("
              + place.type
              + "): the local cloud does not support the property "
              + place.path);
    }
  }

  private boolean hasBelow(String path) {
    return honoured.stream().anyMatch(rule -> rule.startsWith(path + "."))
        || withoutEffect.stream().anyMatch(rule -> rule.startsWith(path + "."));
  }

  private static boolean isIf(JsonNode value) {
    return value.isObject() && value.has("Fn::If");
  }

  private static boolean isFunction(JsonNode value) {
    return value.size() == 1 && (value.has("Ref") || value.fieldNames().next().startsWith("Fn::"));
  }

  private record Place(String logicalId, String type, String path) {
    Place below(String name) {
      return new Place(logicalId, type, path + "." + name);
    }
  }
}
