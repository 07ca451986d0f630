// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.mapping.EventFilter;
import io.millrace.local.lambda.mapping.SourceKind;
import java.util.ArrayList;
import java.util.List;

/** FilterCriteria of a mapping's configuration. [API_FilterCriteria] */
final class MappingFilters {
  private static final String KEY = "FilterCriteria";

  /** AWS raises it to ten on request. */
  private static final int MAX_FILTERS = 5;

  private MappingFilters() {}

  /** Puts valid criteria into a configuration; empty ones take away what was there. */
  static void change(ObjectNode mapping, SourceKind kind, JsonNode criteria) {
    List<String> patterns = patterns(criteria);
    if (patterns.size() > MAX_FILTERS) {
      throw LambdaError.invalid(
          KEY + " has " + patterns.size() + " filters, allowed are " + MAX_FILTERS);
    }
    filter(kind, patterns);
    if (patterns.isEmpty()) {
      mapping.remove(KEY);
    } else {
      mapping.set(KEY, criteria);
    }
  }

  static EventFilter of(ObjectNode mapping) {
    List<String> patterns = patterns(mapping.path(KEY));
    return patterns.isEmpty()
        ? EventFilter.NONE
        : filter(MappingRequests.source(mapping.path("EventSourceArn").asText()), patterns);
  }

  private static EventFilter filter(SourceKind kind, List<String> patterns) {
    try {
      return EventFilter.of(kind, patterns);
    } catch (IllegalArgumentException e) {
      throw LambdaError.invalid(String.valueOf(e.getMessage()));
    }
  }

  private static List<String> patterns(JsonNode criteria) {
    List<String> patterns = new ArrayList<>();
    for (JsonNode filter : criteria.path("Filters")) {
      patterns.add(filter.path("Pattern").asText(""));
    }
    return patterns;
  }
}
