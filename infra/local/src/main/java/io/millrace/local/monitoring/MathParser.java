// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an expression of metric math. [CloudWatch User Guide, Metric math syntax and functions] */
final class MathParser {
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<number>\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\\.\\d+)|(?<name>[A-Za-z]\\w*)"
              + "|(?<sign><=|>=|==|!=|&&|\\|\\||[-+*/^<>(),\\[\\]])|(?<end>$))");

  /** From the weakest to the strongest. */
  private static final List<Map<String, DoubleBinaryOperator>> LEVELS =
      List.of(
          Map.of("OR", MathParser::or, "||", MathParser::or),
          Map.of("AND", MathParser::and, "&&", MathParser::and),
          Map.of("==", (a, b) -> truth(a == b), "!=", (a, b) -> truth(a != b)),
          Map.of(
              "<",
              (a, b) -> truth(a < b),
              ">",
              (a, b) -> truth(a > b),
              "<=",
              (a, b) -> truth(a <= b),
              ">=",
              (a, b) -> truth(a >= b)),
          Map.of("+", Double::sum, "-", (a, b) -> a - b),
          Map.of("*", (a, b) -> a * b, "/", (a, b) -> a / b),
          Map.of("^", Math::pow));

  private final String text;
  private final Matcher tokens;
  private String token = "";
  private boolean number;
  private boolean name;

  private MathParser(String text) {
    this.text = text;
    this.tokens = TOKEN.matcher(text);
    next();
  }

  /**
   * Reads it.
   *
   * @throws MonitoringException saying where it is none, or which function is not here
   */
  static MathExpression parse(String text) {
    MathParser parser = new MathParser(text);
    MathExpression read = parser.level(0);
    if (!parser.token.isEmpty()) {
      throw parser.unexpected();
    }
    return read;
  }

  private static double truth(boolean value) {
    return value ? 1 : 0;
  }

  private static double or(double a, double b) {
    return truth(a != 0 || b != 0);
  }

  private static double and(double a, double b) {
    return truth(a != 0 && b != 0);
  }

  private void next() {
    if (!tokens.lookingAt()) {
      throw MonitoringException.invalid(
          "Error in expression '" + text + "': unexpected character at " + tokens.regionStart());
    }
    number = tokens.group("number") != null;
    name = tokens.group("name") != null;
    token = tokens.group().strip();
    tokens.region(tokens.end(), text.length());
  }

  private MonitoringException unexpected() {
    String found = token.isEmpty() ? "the end" : "'" + token + "'";
    return MonitoringException.invalid(
        "Error in expression '" + text + "': " + found + " is not expected there");
  }

  private MathExpression level(int level) {
    if (level == LEVELS.size()) {
      return unary();
    }
    MathExpression left = level(level + 1);
    while (!number && LEVELS.get(level).containsKey(token.toUpperCase(Locale.ROOT))) {
      DoubleBinaryOperator operator = LEVELS.get(level).get(token.toUpperCase(Locale.ROOT));
      next();
      left = new MathExpression.Binary(left, operator, level(level + 1));
    }
    return left;
  }

  private MathExpression unary() {
    if (token.equals("-")) {
      next();
      return new MathExpression.Binary(new MathExpression.Number(0), (a, b) -> a - b, unary());
    }
    return primary();
  }

  private MathExpression primary() {
    if (number) {
      MathExpression read = new MathExpression.Number(Double.parseDouble(token));
      next();
      return read;
    }
    if (name) {
      String called = token;
      next();
      return token.equals("(") ? function(called) : new MathExpression.Reference(called);
    }
    if (token.equals("(")) {
      next();
      MathExpression inner = level(0);
      expect(")");
      return inner;
    }
    if (token.equals("[")) {
      return new MathExpression.Members(list("]"));
    }
    throw unexpected();
  }

  private MathExpression function(String called) {
    MathFunction function = MathFunction.ALL.get(called.toUpperCase(Locale.ROOT));
    if (function == null) {
      throw MonitoringException.invalid(
          "Error in expression '"
              + text
              + "': the function "
              + called
              + " is not supported by the local cloud; supported are "
              + String.join(", ", new TreeSet<>(MathFunction.ALL.keySet())));
    }
    List<MathExpression> arguments = list(")");
    if (!function.takes(arguments.size())) {
      throw MonitoringException.invalid(
          "Error in expression '"
              + text
              + "': "
              + called
              + " does not take "
              + arguments.size()
              + " arguments");
    }
    return new MathExpression.Call(function, arguments);
  }

  /** From the opening bracket, which is the token, to the closing one. */
  private List<MathExpression> list(String end) {
    List<MathExpression> members = new ArrayList<>();
    do {
      next();
      if (members.isEmpty() && token.equals(end)) {
        break;
      }
      members.add(level(0));
    } while (token.equals(","));
    expect(end);
    return members;
  }

  private void expect(String sign) {
    if (!token.equals(sign)) {
      throw unexpected();
    }
    next();
  }
}
