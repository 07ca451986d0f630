// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is made of a period's values. [CloudWatch User Guide, Statistics definitions]
 *
 * @param name as the API has it
 */
record Statistic(String name, ToDoubleFunction<Distribution> of) {
  private static final Map<String, ToDoubleFunction<Distribution>> SIMPLE =
      Map.of(
          "SampleCount", Distribution::count,
          "Sum", Distribution::sum,
          "Average", values -> values.sum() / values.count(),
          "Minimum", Distribution::min,
          "Maximum", Distribution::max);
  private static final Pattern PERCENTILE = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,10})?|100)");

  /**
   * Reads a name.
   *
   * @throws MonitoringException for one that is not here
   */
  static Statistic of(String name) {
    ToDoubleFunction<Distribution> simple = SIMPLE.get(name);
    if (simple != null) {
      return new Statistic(name, simple);
    }
    Matcher percentile = PERCENTILE.matcher(name);
    if (percentile.matches()) {
      double percent = Double.parseDouble(percentile.group(1));
      return new Statistic(name, values -> values.percentile(percent));
    }
    throw MonitoringException.invalid(
        "the statistic '"
            + name
            + "' is not supported by the local cloud; supported are SampleCount, Sum, Average, Minimum, Maximum and"
            + " percentiles such as p99.9");
  }
}
