// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * A parameter of a template; its value is text, whatever its type. [CloudFormation User Guide:
 * parameters-section-structure]
 *
 * @param whenAbsent its Default
 * @param number whether its type is Number
 * @param allowed its AllowedValues, empty for any
 * @param pattern of the whole value
 * @param constraint what to say of a value that is not allowed, instead of the rule
 */
record TemplateParameter(
    String name,
    Optional<String> whenAbsent,
    String description,
    boolean number,
    Optional<BigDecimal> least,
    Optional<BigDecimal> most,
    Set<String> allowed,
    Optional<Integer> shortest,
    Optional<Integer> longest,
    Optional<String> pattern,
    Optional<String> constraint) {

  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?");
  private static final Set<String> TYPES = Set.of("String", "Number");

  static TemplateParameter of(String name, JsonNode given) {
    String type = given.path("Type").asText("");
    if (!TYPES.contains(type)) {
      throw CloudFormationException.invalid(
          "Parameter " + name + " has type " + type + "; locally String and Number are allowed.");
    }
    return new TemplateParameter(
        name,
        text(given, "Default"),
        given.path("Description").asText(""),
        type.equals("Number"),
        decimal(name, given, "MinValue"),
        decimal(name, given, "MaxValue"),
        given
            .path("AllowedValues")
            .valueStream()
            .map(JsonNode::asText)
            .collect(Collectors.toUnmodifiableSet()),
        decimal(name, given, "MinLength").map(BigDecimal::intValue),
        decimal(name, given, "MaxLength").map(BigDecimal::intValue),
        text(given, "AllowedPattern").map(pattern -> pattern(name, pattern)),
        text(given, "ConstraintDescription"));
  }

  /** Refuses a value that is not allowed. */
  void check(String value) {
    problem(value)
        .ifPresent(
            problem -> {
              throw CloudFormationException.invalid(
                  "Parameter '"
                      + name
                      + "' "
                      + constraint
                          .map(text -> "failed to satisfy constraint: " + text)
                          .orElse(problem));
            });
  }

  private Optional<String> problem(String value) {
    if (number && !NUMBER.matcher(value).matches()) {
      return Optional.of("must be a number.");
    }
    if (number && least.isPresent() && new BigDecimal(value).compareTo(least.get()) < 0) {
      return Optional.of("must be a number not less than " + least.get().toPlainString());
    }
    if (number && most.isPresent() && new BigDecimal(value).compareTo(most.get()) > 0) {
      return Optional.of("must be a number not greater than " + most.get().toPlainString());
    }
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      return Optional.of("must be one of AllowedValues");
    }
    if (shortest.isPresent() && value.length() < shortest.get()) {
      return Optional.of("must contain at least " + shortest.get() + " characters");
    }
    if (longest.isPresent() && value.length() > longest.get()) {
      return Optional.of("must contain at most " + longest.get() + " characters");
    }
    return pattern.filter(it -> !Pattern.matches(it, value)).map(it -> "must match pattern " + it);
  }

  private static Optional<String> text(JsonNode given, String key) {
    return given.has(key) ? Optional.of(given.path(key).asText()) : Optional.empty();
  }

  private static Optional<BigDecimal> decimal(String name, JsonNode given, String key) {
    Optional<String> text = text(given, key);
    if (text.isPresent() && !NUMBER.matcher(text.get()).matches()) {
      throw CloudFormationException.invalid(
          "Template format error: " + key + " of parameter " + name + " must be a number.");
    }
    return text.map(BigDecimal::new);
  }

  /** As it stands, so that templates can be compared; known to be one. */
  private static String pattern(String name, String pattern) {
    try {
      return Pattern.compile(pattern).pattern();
    } catch (PatternSyntaxException e) {
      throw CloudFormationException.invalid(
          "Template format error: AllowedPattern of parameter "
              + name
              + " is no regular expression: "
              + e.getDescription());
    }
  }
}
