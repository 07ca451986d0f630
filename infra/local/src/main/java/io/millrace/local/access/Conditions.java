// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The conditions of a statement, all of which have to hold. [IAM User Guide, Condition operators]
 *
 * <p>An operator or key that is not evaluated here is refused when the policy is made: a condition
 * passed over would grant or deny what it should not.
 */
record Conditions(List<Condition> all) {
  /** Every key a request here has, or may have, a value of. */
  static final Set<String> KEYS =
      Set.of(
          "aws:principalaccount",
          "aws:principalarn",
          "aws:requestedregion",
          "aws:securetransport",
          "dynamodb:enclosingoperation",
          "s3:prefix");

  private static final String IF_EXISTS = "IfExists";

  /**
   * One operator on one key.
   *
   * @param key in lower case
   */
  record Condition(Operator operator, boolean ifExists, String key, List<String> values) {
    boolean holds(Map<String, String> context) {
      String actual = context.get(key);
      if (operator == Operator.NULL) {
        return values.contains(Boolean.toString(actual == null));
      }
      if (actual == null) {
        // an absent key is unlike everything
        return ifExists || operator.negated;
      }
      boolean any = values.stream().anyMatch(value -> operator.like(value, actual));
      return any != operator.negated;
    }
  }

  /** The operators evaluated here. */
  enum Operator {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    ARN_EQUALS("ArnEquals", false),
    ARN_LIKE("ArnLike", false),
    ARN_NOT_EQUALS("ArnNotEquals", true),
    ARN_NOT_LIKE("ArnNotLike", true),
    BOOL("Bool", false),
    NULL("Null", false);

    private final String written;
    private final boolean negated;

    Operator(String written, boolean negated) {
      this.written = written;
      this.negated = negated;
    }

    private boolean like(String value, String actual) {
      return switch (this) {
        case STRING_EQUALS, STRING_NOT_EQUALS -> value.equals(actual);
        case STRING_EQUALS_IGNORE_CASE, BOOL -> value.equalsIgnoreCase(actual);
        // ArnEquals behaves like ArnLike [IAM User Guide]
        default -> Globs.matches(value, actual, false);
      };
    }

    static Operator named(String name) {
      List<String> allowed = new ArrayList<>();
      for (Operator operator : values()) {
        if (operator.written.equals(name)) {
          return operator;
        }
        allowed.add(operator.written);
      }
      throw new IllegalArgumentException(
          "the local cloud does not evaluate the condition operator "
              + name
              + ", allowed are "
              + String.join(", ", allowed));
    }
  }

  static Conditions parse(JsonNode json) {
    List<Condition> all = new ArrayList<>();
    for (Map.Entry<String, JsonNode> operator : json.properties()) {
      // the keys here have one value each, so the qualifier for any of several changes nothing
      String name = operator.getKey().replaceFirst("^ForAnyValue:", "");
      boolean ifExists = name.endsWith(IF_EXISTS);
      Operator known =
          Operator.named(ifExists ? name.substring(0, name.length() - IF_EXISTS.length()) : name);
      for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
        String lower = key.getKey().toLowerCase(Locale.ROOT);
        if (!KEYS.contains(lower)) {
          throw new IllegalArgumentException(
              "the local cloud does not evaluate the condition key "
                  + key.getKey()
                  + ", allowed are "
                  + String.join(", ", KEYS.stream().sorted().toList()));
        }
        all.add(new Condition(known, ifExists, lower, Statement.texts(lower, key.getValue())));
      }
    }
    return new Conditions(List.copyOf(all));
  }

  /** Whether they hold for a request's values, whose keys are in lower case. */
  boolean hold(Map<String, String> context) {
    return all.stream().allMatch(condition -> condition.holds(context));
  }
}
