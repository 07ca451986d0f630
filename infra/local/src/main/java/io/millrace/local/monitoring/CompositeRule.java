// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The rule of a composite alarm. [CloudWatch API, PutCompositeAlarm: AlarmRule]
 *
 * @param alarms the names it refers to, in the order of the rule
 */
record CompositeRule(Node root, Set<String> alarms) {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:(?<word>\\w+)|(?<sign>[()])|(?<end>$))");
  private static final Pattern NAME =
      Pattern.compile(
          "\\s*(?:\"(?<double>[^\"]+)\"|'(?<single>[^']+)'|(?<bare>[^()'\"]+?))\\s*\\)");

  /** Whether it holds, given who is in which state. */
  @FunctionalInterface
  interface Node {
    boolean holds(BiPredicate<String, AlarmState> is);
  }

  boolean holds(BiPredicate<String, AlarmState> is) {
    return root.holds(is);
  }

  /**
   * Reads one.
   *
   * @throws MonitoringException saying where it is none
   */
  static CompositeRule parse(String text) {
    Parser parser = new Parser(text);
    parser.next();
    Node root = parser.or();
    if (!parser.token.isEmpty()) {
      throw parser.unexpected();
    }
    return new CompositeRule(root, parser.alarms);
  }

  private static final class Parser {
    private final String text;
    private final Set<String> alarms = new LinkedHashSet<>();
    private int position;
    private String token = "";

    Parser(String text) {
      this.text = text;
    }

    void next() {
      Matcher matcher = TOKEN.matcher(text).region(position, text.length());
      if (!matcher.lookingAt()) {
        throw MonitoringException.invalid(
            "AlarmRule '" + text + "': unexpected character at " + position);
      }
      token = matcher.group().strip();
      position = matcher.end();
    }

    MonitoringException unexpected() {
      String found = token.isEmpty() ? "the end" : "'" + token + "'";
      return MonitoringException.invalid(
          "AlarmRule '"
              + text
              + "': "
              + found
              + " is not expected there; the local cloud knows ALARM, OK, INSUFFICIENT_DATA, AND, OR, NOT, TRUE, FALSE");
    }

    Node or() {
      Node left = and();
      while (token.equals("OR")) {
        next();
        Node before = left;
        Node right = and();
        left = is -> before.holds(is) || right.holds(is);
      }
      return left;
    }

    private Node and() {
      Node left = not();
      while (token.equals("AND")) {
        next();
        Node before = left;
        Node right = not();
        left = is -> before.holds(is) && right.holds(is);
      }
      return left;
    }

    private Node not() {
      switch (token) {
        case "NOT" -> {
          next();
          Node inner = not();
          return is -> !inner.holds(is);
        }
        case "(" -> {
          next();
          Node inner = or();
          if (!token.equals(")")) {
            throw unexpected();
          }
          next();
          return inner;
        }
        case "TRUE", "FALSE" -> {
          boolean always = token.equals("TRUE");
          next();
          return is -> always;
        }
        case "ALARM", "OK", "INSUFFICIENT_DATA" -> {
          return state(AlarmState.of(token));
        }
        default -> throw unexpected();
      }
    }

    private Node state(AlarmState state) {
      next();
      if (!token.equals("(")) {
        throw unexpected();
      }
      Matcher matcher = NAME.matcher(text).region(position, text.length());
      if (!matcher.lookingAt()) {
        next();
        throw unexpected();
      }
      String name =
          nameOf(
              Optional.ofNullable(matcher.group("double"))
                  .or(() -> Optional.ofNullable(matcher.group("single")))
                  .orElseGet(() -> matcher.group("bare")));
      alarms.add(name);
      position = matcher.end();
      next();
      return is -> is.test(name, state);
    }
  }

  /** An alarm's name, of its name or its ARN. */
  static String nameOf(String nameOrArn) {
    int at = nameOrArn.indexOf(":alarm:");
    return nameOrArn.startsWith("arn:") && at > 0
        ? nameOrArn.substring(at + ":alarm:".length())
        : nameOrArn;
  }
}
