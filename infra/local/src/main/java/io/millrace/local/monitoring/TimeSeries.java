// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/** What an expression can be: a number, numbers by time, or several of these. */
sealed interface TimeSeries {

  record Scalar(double value) implements TimeSeries {}

  /** Epoch milliseconds of the period's beginning to the value; what is missing is not there. */
  record Points(SortedMap<Long, Double> values) implements TimeSeries {}

  record Several(List<TimeSeries> members) implements TimeSeries {}

  /** Each value by itself. */
  static TimeSeries map(TimeSeries one, DoubleUnaryOperator by) {
    return switch (one) {
      case Scalar scalar -> new Scalar(by.applyAsDouble(scalar.value));
      case Points points -> {
        SortedMap<Long, Double> result = new TreeMap<>();
        points.values.forEach((time, value) -> put(result, time, by.applyAsDouble(value)));
        yield new Points(result);
      }
      case Several several ->
          new Several(several.members.stream().map(each -> map(each, by)).toList());
    };
  }

  /** Values of the same time; where one side has none there is no result. */
  static TimeSeries combine(TimeSeries a, TimeSeries b, DoubleBinaryOperator by) {
    if (b instanceof Scalar right) {
      return map(a, value -> by.applyAsDouble(value, right.value));
    }
    if (a instanceof Scalar left) {
      return map(b, value -> by.applyAsDouble(left.value, value));
    }
    if (a instanceof Several left) {
      return new Several(left.members.stream().map(each -> combine(each, b, by)).toList());
    }
    if (b instanceof Several right) {
      return new Several(right.members.stream().map(each -> combine(a, each, by)).toList());
    }
    SortedMap<Long, Double> result = new TreeMap<>();
    SortedMap<Long, Double> others = ((Points) b).values;
    for (Map.Entry<Long, Double> point : ((Points) a).values.entrySet()) {
      Double other = others.get(point.getKey());
      if (other != null) {
        put(result, point.getKey(), by.applyAsDouble(point.getValue(), other));
      }
    }
    return new Points(result);
  }

  /** What is no number, such as a division by zero, is missing. */
  private static void put(SortedMap<Long, Double> points, long time, double value) {
    if (Double.isFinite(value)) {
      points.put(time, value);
    }
  }
}
