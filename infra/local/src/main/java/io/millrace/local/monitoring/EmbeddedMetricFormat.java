// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.HashMap;
import java.util.Map;

/**
 * Metrics that functions write into their logs. [CloudWatch User Guide, Embedded metric format
 * specification] A line that is none is passed over, as CloudWatch does. Thread-safe.
 */
public final class EmbeddedMetricFormat {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String MARK = "\"_aws\"";

  private final MetricStore store;

  public EmbeddedMetricFormat(MetricStore store) {
    this.store = store;
  }

  /** Takes the metrics of a log line, if it has any. */
  public void line(String line) {
    if (!line.contains(MARK)) {
      return;
    }
    JsonNode root;
    try {
      root = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return; // a line that only looks like it
    }
    JsonNode about = root.path("_aws");
    if (!about.path("Timestamp").isNumber()) {
      return;
    }
    for (JsonNode directive : about.path("CloudWatchMetrics")) {
      for (JsonNode set : directive.path("Dimensions")) {
        dimensions(root, set, directive, about.path("Timestamp").asLong());
      }
    }
  }

  private void dimensions(JsonNode root, JsonNode set, JsonNode directive, long at) {
    Map<String, String> dimensions = new HashMap<>();
    for (JsonNode name : set) {
      if (!root.path(name.asText()).isValueNode()) {
        return; // a dimension without a value
      }
      dimensions.put(name.asText(), root.path(name.asText()).asText());
    }
    for (JsonNode metric : directive.path("Metrics")) {
      MetricKey key =
          MetricKey.of(
              directive.path("Namespace").asText(), metric.path("Name").asText(), dimensions);
      String unit = metric.path("Unit").asText("None");
      JsonNode value = root.path(key.name());
      if (value.isNumber()) {
        store.add(key, at, value.asDouble(), unit);
      }
      for (JsonNode one : value) {
        if (one.isNumber()) {
          store.add(key, at, one.asDouble(), unit);
        }
      }
    }
  }
}
