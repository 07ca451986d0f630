// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import io.millrace.local.monitoring.TimeSeries.Scalar;
import io.millrace.local.monitoring.TimeSeries.Several;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;

/** An expression of metric math. */
sealed interface MathExpression {

  /**
   * What it is evaluated in.
   *
   * @param of the series of an id
   * @param from epoch milliseconds
   * @param to is not part of the range
   * @param periodMillis between points
   */
  record Scope(Function<String, TimeSeries> of, long from, long to, long periodMillis) {}

  TimeSeries value(Scope scope);

  /** The ids it refers to. */
  Set<String> references();

  record Number(double number) implements MathExpression {
    @Override
    public TimeSeries value(Scope scope) {
      return new Scalar(number);
    }

    @Override
    public Set<String> references() {
      return Set.of();
    }
  }

  /** A word that is no id may be a function's keyword. */
  record Reference(String id) implements MathExpression {
    @Override
    public TimeSeries value(Scope scope) {
      return scope.of.apply(id);
    }

    @Override
    public Set<String> references() {
      return MathFunction.KEYWORDS.contains(id) ? Set.of() : Set.of(id);
    }
  }

  record Binary(MathExpression left, DoubleBinaryOperator operator, MathExpression right)
      implements MathExpression {
    @Override
    public TimeSeries value(Scope scope) {
      return TimeSeries.combine(left.value(scope), right.value(scope), operator);
    }

    @Override
    public Set<String> references() {
      return all(List.of(left, right));
    }
  }

  record Members(List<MathExpression> members) implements MathExpression {
    @Override
    public TimeSeries value(Scope scope) {
      return new Several(members.stream().map(member -> member.value(scope)).toList());
    }

    @Override
    public Set<String> references() {
      return all(members);
    }
  }

  record Call(MathFunction function, List<MathExpression> arguments) implements MathExpression {
    @Override
    public TimeSeries value(Scope scope) {
      return function.value(scope, arguments);
    }

    @Override
    public Set<String> references() {
      return all(arguments);
    }
  }

  private static Set<String> all(List<MathExpression> parts) {
    Set<String> all = new HashSet<>();
    parts.forEach(part -> all.addAll(part.references()));
    return all;
  }
}
