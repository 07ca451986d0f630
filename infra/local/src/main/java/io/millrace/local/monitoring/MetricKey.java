// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One metric.
 *
 * @param dimensions value by name, in the order of names
 */
public record MetricKey(String namespace, String name, SortedMap<String, String> dimensions) {

  public MetricKey {
    dimensions = new TreeMap<>(dimensions);
  }

  public static MetricKey of(String namespace, String name, Map<String, String> dimensions) {
    return new MetricKey(namespace, name, new TreeMap<>(dimensions));
  }
}
