// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Works out the intrinsic functions of a template, as the CloudFormation User Guide describes them.
 */
final class Expressions {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String NO_VALUE = "AWS::NoValue";

  private final Scope scope;

  Expressions(Scope scope) {
    this.scope = scope;
  }

  /** The value without functions; empty for AWS::NoValue. */
  Optional<JsonNode> evaluate(JsonNode node) {
    if (node.isArray()) {
      ArrayNode array = JSON.arrayNode();
      node.forEach(element -> evaluate(element).ifPresent(array::add));
      return Optional.of(array);
    }
    if (!node.isObject()) {
      return Optional.of(node);
    }
    if (node.size() == 1) {
      Map.Entry<String, JsonNode> only = node.properties().iterator().next();
      if (only.getKey().equals("Ref") || only.getKey().startsWith("Fn::")) {
        return function(only.getKey(), only.getValue());
      }
    }
    ObjectNode object = JSON.objectNode();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      evaluate(property.getValue()).ifPresent(value -> object.set(property.getKey(), value));
    }
    return Optional.of(object);
  }

  /** The value as text. */
  String text(JsonNode node) {
    JsonNode value =
        evaluate(node)
            .orElseThrow(
                () -> CloudFormationException.invalid("Template error: a text is AWS::NoValue"));
    if (!value.isValueNode()) {
      throw CloudFormationException.invalid("Template error: a text is expected, not " + value);
    }
    return value.asText();
  }

  /** The value of a condition, as in the Conditions section. */
  boolean condition(JsonNode node) {
    if (node.isObject() && node.size() == 1) {
      Map.Entry<String, JsonNode> only = node.properties().iterator().next();
      JsonNode of = only.getValue();
      return switch (only.getKey()) {
        case "Condition" -> scope.condition(of.asText());
        case "Fn::Equals" -> text(of.path(0)).equals(text(of.path(1)));
        case "Fn::Not" -> !condition(of.path(0));
        case "Fn::And" -> of.valueStream().allMatch(this::condition);
        case "Fn::Or" -> of.valueStream().anyMatch(this::condition);
        default -> throw noCondition(node);
      };
    }
    throw noCondition(node);
  }

  private static CloudFormationException noCondition(JsonNode node) {
    return CloudFormationException.invalid("Template error: this is no condition: " + node);
  }

  private Optional<JsonNode> function(String name, JsonNode argument) {
    return switch (name) {
      case "Ref" -> ref(argument.asText());
      case "Fn::GetAtt" -> Optional.of(JSON.textNode(attribute(References.attribute(argument))));
      case "Fn::Sub" -> Optional.of(JSON.textNode(substitute(argument)));
      case "Fn::Join" -> Optional.of(JSON.textNode(join(argument)));
      case "Fn::Select" -> Optional.of(select(argument));
      case "Fn::Split" -> Optional.of(split(argument));
      case "Fn::If" ->
          evaluate(
              scope.condition(argument.path(0).asText()) ? argument.path(1) : argument.path(2));
      default ->
          throw CloudFormationException.invalid(
              "Template error: the local CloudFormation has no function " + name);
    };
  }

  private Optional<JsonNode> ref(String name) {
    if (name.equals(NO_VALUE)) {
      return Optional.empty();
    }
    return Optional.of(JSON.textNode(scope.ref(name).orElseThrow(() -> unresolved(name))));
  }

  private String attribute(String[] idAndAttribute) {
    return scope
        .attribute(idAndAttribute[0], idAndAttribute[1])
        .orElseThrow(() -> unresolved(idAndAttribute[0] + "." + idAndAttribute[1]));
  }

  private String substitute(JsonNode argument) {
    String text = argument.isArray() ? argument.path(0).asText() : argument.asText();
    JsonNode own = argument.isArray() ? argument.path(1) : JSON.objectNode();
    Matcher matcher = References.SUBSTITUTED.matcher(text);
    StringBuilder result = new StringBuilder();
    while (matcher.find()) {
      matcher.appendReplacement(result, Matcher.quoteReplacement(named(matcher.group(1), own)));
    }
    matcher.appendTail(result);
    return result.toString().replace("${!", "${");
  }

  private String named(String name, JsonNode own) {
    if (own.has(name)) {
      return text(own.get(name));
    }
    int dot = name.indexOf('.');
    return dot < 0
        ? scope.ref(name).orElseThrow(() -> unresolved(name))
        : attribute(new String[] {name.substring(0, dot), name.substring(dot + 1)});
  }

  private String join(JsonNode argument) {
    List<String> parts = new ArrayList<>();
    list("Fn::Join", argument.path(1)).forEach(part -> parts.add(text(part)));
    return String.join(argument.path(0).asText(), parts);
  }

  private JsonNode select(JsonNode argument) {
    JsonNode list = list("Fn::Select", argument.path(1));
    String index = text(argument.path(0));
    JsonNode selected = index.matches("\\d{1,6}") ? list.get(Integer.parseInt(index)) : null;
    if (selected == null) {
      throw CloudFormationException.invalid(
          "Template error: Fn::Select cannot select nonexistent value at index " + index);
    }
    return selected;
  }

  private JsonNode split(JsonNode argument) {
    ArrayNode parts = JSON.arrayNode();
    String delimiter = argument.path(0).asText();
    for (String part : text(argument.path(1)).split(Pattern.quote(delimiter), -1)) {
      parts.add(part);
    }
    return parts;
  }

  private JsonNode list(String function, JsonNode node) {
    return evaluate(node)
        .filter(JsonNode::isArray)
        .orElseThrow(
            () -> CloudFormationException.invalid("Template error: " + function + " needs a list"));
  }

  private static CloudFormationException unresolved(String name) {
    return CloudFormationException.invalid("Template error: " + name + " has no value here");
  }
}
