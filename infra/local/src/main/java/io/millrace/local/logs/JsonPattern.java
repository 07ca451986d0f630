// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a condition on JSON, such as {@code { $.a.b = "x*" && $.n > 3 }}. */
final class JsonPattern {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:(?<path>\\$(?:\\.[\\w-]+|\\[\\d+])+)|\"(?<text>(?:[^\"\\\\]|\\\\.)*)\""
              + "|(?<sign>&&|\\|\\||!=|<=|>=|[=<>(){}])|(?<word>[\\w.+*-]+)|(?<end>$))");
  private static final Pattern STEP = Pattern.compile("\\.([\\w-]+)|\\[(\\d+)]");

  private final String text;
  private final Matcher tokens;
  private String token = "";
  private boolean path;
  private boolean quoted;
  private boolean word;

  private JsonPattern(String text) {
    this.text = text;
    this.tokens = TOKEN.matcher(text);
    next();
  }

  static Predicate<String> parse(String text) {
    JsonPattern parser = new JsonPattern(text);
    parser.expect("{");
    Predicate<JsonNode> condition = parser.or();
    parser.expect("}");
    if (!parser.token.isEmpty()) {
      throw parser.unexpected();
    }
    return message -> {
      if (!message.startsWith("{")) {
        return false;
      }
      try {
        return condition.test(JSON.readTree(message));
      } catch (JsonProcessingException e) {
        return false; // a line that is no JSON matches nothing
      }
    };
  }

  private void next() {
    if (!tokens.lookingAt()) {
      token = text.substring(tokens.regionStart()).strip();
      throw unexpected();
    }
    path = tokens.group("path") != null;
    quoted = tokens.group("text") != null;
    word = tokens.group("word") != null;
    token = quoted ? tokens.group("text").replaceAll("\\\\(.)", "$1") : tokens.group().strip();
    tokens.region(tokens.end(), text.length());
  }

  private LogsException unexpected() {
    String found = token.isEmpty() ? "the end" : "'" + token + "'";
    return LogsException.invalid(
        "Invalid filter pattern '"
            + text
            + "': "
            + found
            + " is not expected there; the local cloud knows paths such as $.a.b[0], the comparisons = != < > <= >="
            + " with texts and numbers, IS TRUE, IS FALSE, IS NULL, NOT EXISTS, && and ||");
  }

  private boolean sign(String sign) {
    return !quoted && token.equals(sign);
  }

  private void expect(String sign) {
    if (!sign(sign)) {
      throw unexpected();
    }
    next();
  }

  private Predicate<JsonNode> or() {
    Predicate<JsonNode> left = and();
    while (sign("||")) {
      next();
      left = left.or(and());
    }
    return left;
  }

  private Predicate<JsonNode> and() {
    Predicate<JsonNode> left = single();
    while (sign("&&")) {
      next();
      left = left.and(single());
    }
    return left;
  }

  private Predicate<JsonNode> single() {
    if (sign("(")) {
      next();
      Predicate<JsonNode> inner = or();
      expect(")");
      return inner;
    }
    if (!path) {
      throw unexpected();
    }
    String pointer = pointer(token);
    next();
    String operator = quoted ? "" : token.toUpperCase(Locale.ROOT);
    next();
    return switch (operator) {
      case "IS" -> is(pointer, keyword());
      case "NOT" -> {
        if (!keyword().equals("EXISTS")) {
          throw unexpected();
        }
        yield root -> root.at(pointer).isMissingNode();
      }
      case "=", "!=" -> equality(pointer, operator.equals("="));
      case "<", ">", "<=", ">=" -> comparison(pointer, operator);
      default -> throw unexpected();
    };
  }

  private String keyword() {
    String keyword = token.toUpperCase(Locale.ROOT);
    next();
    return keyword;
  }

  private Predicate<JsonNode> is(String pointer, String what) {
    return switch (what) {
      case "TRUE" -> root -> root.at(pointer).isBoolean() && root.at(pointer).booleanValue();
      case "FALSE" -> root -> root.at(pointer).isBoolean() && !root.at(pointer).booleanValue();
      case "NULL" -> root -> root.at(pointer).isNull();
      default -> throw unexpected();
    };
  }

  private Predicate<JsonNode> equality(String pointer, boolean equal) {
    if (!quoted && !word) {
      throw unexpected();
    }
    Predicate<JsonNode> same;
    if (!quoted && isNumber(token)) {
      double number = Double.parseDouble(token);
      same = value -> value.isNumber() && value.asDouble() == number;
    } else {
      List<String> parts = new ArrayList<>();
      for (String part : token.split("\\*", -1)) {
        parts.add(Pattern.quote(part));
      }
      Pattern wildcard = Pattern.compile(String.join(".*", parts), Pattern.DOTALL);
      same = value -> value.isValueNode() && wildcard.matcher(value.asText()).matches();
    }
    next();
    return root -> {
      JsonNode value = root.at(pointer);
      return !value.isMissingNode() && same.test(value) == equal;
    };
  }

  private Predicate<JsonNode> comparison(String pointer, String operator) {
    if (quoted || !isNumber(token)) {
      throw unexpected();
    }
    double number = Double.parseDouble(token);
    next();
    return root -> {
      JsonNode value = root.at(pointer);
      if (!value.isNumber()) {
        return false;
      }
      int order = Double.compare(value.asDouble(), number);
      return switch (operator) {
        case "<" -> order < 0;
        case ">" -> order > 0;
        case "<=" -> order <= 0;
        default -> order >= 0;
      };
    };
  }

  private static boolean isNumber(String text) {
    return text.matches("[+-]?\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?");
  }

  /** As a JSON Pointer. */
  private static String pointer(String path) {
    StringBuilder pointer = new StringBuilder();
    Matcher step = STEP.matcher(path);
    while (step.find()) {
      pointer.append('/').append(step.group(1) == null ? step.group(2) : step.group(1));
    }
    return pointer.toString();
  }
}
