// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import io.millrace.local.monitoring.MathExpression.Reference;
import io.millrace.local.monitoring.MathExpression.Scope;
import io.millrace.local.monitoring.TimeSeries.Points;
import io.millrace.local.monitoring.TimeSeries.Scalar;
import io.millrace.local.monitoring.TimeSeries.Several;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;

/**
 * A function of metric math.
 *
 * @param fewest arguments
 * @param most arguments
 */
record MathFunction(
    int fewest, int most, BiFunction<Scope, List<MathExpression>, TimeSeries> meaning) {
  /** How FILL fills, where it is not a number. */
  static final Set<String> KEYWORDS = Set.of("REPEAT", "LINEAR");

  static final Map<String, MathFunction> ALL =
      Map.ofEntries(
          each("ABS", Math::abs),
          each("CEIL", Math::ceil),
          each("FLOOR", Math::floor),
          Map.entry("SUM", across(Distribution::sum)),
          Map.entry("MIN", across(Distribution::min)),
          Map.entry("MAX", across(Distribution::max)),
          Map.entry("AVG", across(values -> values.sum() / values.count())),
          Map.entry(
              "PERIOD",
              new MathFunction(1, 1, (scope, of) -> new Scalar(scope.periodMillis() / 1e3))),
          Map.entry(
              "TIME_SERIES",
              new MathFunction(1, 1, (scope, of) -> points(scope, of.getFirst().value(scope)))),
          Map.entry("FILL", new MathFunction(2, 2, MathFunction::fill)),
          Map.entry("IF", new MathFunction(2, 3, MathFunction::choose)));

  boolean takes(int arguments) {
    return arguments >= fewest && arguments <= most;
  }

  TimeSeries value(Scope scope, List<MathExpression> arguments) {
    return meaning.apply(scope, arguments);
  }

  private static Map.Entry<String, MathFunction> each(String name, DoubleUnaryOperator by) {
    return Map.entry(
        name,
        new MathFunction(1, 1, (scope, of) -> TimeSeries.map(of.getFirst().value(scope), by)));
  }

  /** Of several series: one, of what is there at each time. Of one series: one number. */
  private static MathFunction across(ToDoubleFunction<Distribution> by) {
    return new MathFunction(
        1,
        1,
        (scope, of) ->
            switch (of.getFirst().value(scope)) {
              case Scalar scalar -> scalar;
              case Points points -> {
                Distribution values = new Distribution();
                points.values().values().forEach(value -> values.add(value, 1));
                yield values.count() == 0 ? points : new Scalar(by.applyAsDouble(values));
              }
              case Several several -> {
                SortedMap<Long, Distribution> times = new TreeMap<>();
                for (TimeSeries member : several.members()) {
                  points(scope, member)
                      .values()
                      .forEach(
                          (time, value) ->
                              times.computeIfAbsent(time, one -> new Distribution()).add(value, 1));
                }
                SortedMap<Long, Double> result = new TreeMap<>();
                times.forEach((time, values) -> result.put(time, by.applyAsDouble(values)));
                yield new Points(result);
              }
            });
  }

  /** A number is that number at every time. */
  static Points points(Scope scope, TimeSeries series) {
    return switch (series) {
      case Points points -> points;
      case Scalar(double value) -> {
        SortedMap<Long, Double> result = new TreeMap<>();
        for (long time = scope.from(); time < scope.to(); time += scope.periodMillis()) {
          if (Double.isFinite(value)) {
            result.put(time, value);
          }
        }
        yield new Points(result);
      }
      case Several _ ->
          throw MonitoringException.invalid("an array stands where one time series is expected");
    };
  }

  private static TimeSeries fill(Scope scope, List<MathExpression> arguments) {
    String keyword = arguments.get(1) instanceof Reference(String word) ? word : "";
    TimeSeries filling =
        KEYWORDS.contains(keyword) ? new Scalar(Double.NaN) : arguments.get(1).value(scope);
    return fill(scope, arguments.getFirst().value(scope), keyword, filling);
  }

  private static TimeSeries fill(
      Scope scope, TimeSeries series, String keyword, TimeSeries filling) {
    if (series instanceof Several several) {
      return new Several(
          several.members().stream().map(one -> fill(scope, one, keyword, filling)).toList());
    }
    SortedMap<Long, Double> there = points(scope, series).values();
    SortedMap<Long, Double> result = new TreeMap<>(points(scope, filling).values());
    result.putAll(there);
    if (!keyword.isEmpty()) {
      for (long time = scope.from(); time < scope.to(); time += scope.periodMillis()) {
        SortedMap<Long, Double> before = there.headMap(time);
        SortedMap<Long, Double> after = there.tailMap(time);
        if (there.containsKey(time) || before.isEmpty()) {
          continue;
        }
        long last = before.lastKey();
        double value = before.get(last);
        if (keyword.equals("REPEAT")) {
          result.put(time, value);
        } else if (!after.isEmpty()) {
          long next = after.firstKey();
          double share = (time - last) / (double) (next - last);
          result.put(time, value + share * (after.get(next) - value));
        }
      }
    }
    return new Points(result);
  }

  private static TimeSeries choose(Scope scope, List<MathExpression> arguments) {
    TimeSeries condition = arguments.getFirst().value(scope);
    TimeSeries yes = arguments.get(1).value(scope);
    TimeSeries no =
        arguments.size() > 2 ? arguments.get(2).value(scope) : new Points(new TreeMap<>());
    if (condition instanceof Scalar(double truth)) {
      return truth != 0 ? yes : no;
    }
    SortedMap<Long, Double> ifTrue = points(scope, yes).values();
    SortedMap<Long, Double> ifFalse = points(scope, no).values();
    SortedMap<Long, Double> result = new TreeMap<>();
    points(scope, condition)
        .values()
        .forEach(
            (time, truth) -> {
              Double value = truth != 0 ? ifTrue.get(time) : ifFalse.get(time);
              if (value != null) {
                result.put(time, value);
              }
            });
    return new Points(result);
  }
}
