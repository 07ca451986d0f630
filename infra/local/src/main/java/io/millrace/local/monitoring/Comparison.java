// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.Arrays;
import java.util.List;

/** How an alarm compares with its threshold, by the API's names. */
enum Comparison {
  GREATER_OR_EQUAL("GreaterThanOrEqualToThreshold", "greater than or equal to"),
  GREATER("GreaterThanThreshold", "greater than"),
  LESS_OR_EQUAL("LessThanOrEqualToThreshold", "less than or equal to"),
  LESS("LessThanThreshold", "less than");

  private final String text;
  private final String words;

  Comparison(String text, String words) {
    this.text = text;
    this.words = words;
  }

  static Comparison of(String text) {
    List<String> allowed = Arrays.stream(values()).map(one -> one.text).toList();
    return Arrays.stream(values())
        .filter(one -> one.text.equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                MonitoringException.invalid(
                    "the ComparisonOperator '"
                        + text
                        + "' is not supported by the local cloud; supported are "
                        + String.join(", ", allowed)));
  }

  boolean holds(double value, double threshold) {
    return switch (this) {
      case GREATER_OR_EQUAL -> value >= threshold;
      case GREATER -> value > threshold;
      case LESS_OR_EQUAL -> value <= threshold;
      case LESS -> value < threshold;
    };
  }

  String words() {
    return words;
  }
}
