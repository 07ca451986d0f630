// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that a template of the stack takes as parameters, with their bounds: the template is
 * the only place that knows them.
 *
 * @param numbers whole numbers within bounds, by parameter name
 * @param texts the others, by parameter name
 */
public record StackParameters(Map<String, Bounds> numbers, Map<String, Text> texts) {

  /** Where the deployable jars are: no settings, and needed in the same file by a deployment. */
  static final Set<String> ARTIFACTS = Set.of("ArtifactsBucket", "ArtifactsPrefix");

  public StackParameters {
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
    texts = Collections.unmodifiableMap(new TreeMap<>(texts));
  }

  /**
   * A text, or a number that is one of some.
   *
   * @param values the allowed ones; empty for any
   * @param pattern of the whole text
   */
  public record Text(List<String> values, String pattern) {

    public Text {
      values = List.copyOf(values);
    }

    boolean allow(String value) {
      return (values.isEmpty() || values.contains(value)) && value.matches(pattern);
    }

    String allowed() {
      return values.isEmpty()
          ? "allowed is what matches " + pattern
          : "allowed are " + String.join(", ", values);
    }
  }

  /**
   * A whole number within bounds, both included.
   *
   * @param usual the value without a choice
   */
  public record Bounds(int least, int most, int usual) {

    boolean allow(long value) {
      return value >= least && value <= most;
    }
  }

  /**
   * @throws SettingsException when it is no template
   */
  public static StackParameters of(String template) {
    try {
      JsonNode parameters =
          Json.document(template.getBytes(StandardCharsets.UTF_8)).path("Parameters");
      Map<String, Bounds> numbers = new TreeMap<>();
      Map<String, Text> texts = new TreeMap<>();
      parameters
          .properties()
          .forEach(
              entry -> {
                JsonNode parameter = entry.getValue();
                if (isNumber(parameter)) {
                  numbers.put(entry.getKey(), bounds(parameter));
                } else if (!ARTIFACTS.contains(entry.getKey())) {
                  texts.put(entry.getKey(), text(parameter));
                }
              });
      return new StackParameters(numbers, texts);
    } catch (IOException e) {
      throw new SettingsException("The template is no JSON: " + e.getMessage());
    }
  }

  private static boolean isNumber(JsonNode parameter) {
    return parameter.path("Type").asText().equals("Number") && !parameter.has("AllowedValues");
  }

  private static Text text(JsonNode parameter) {
    return new Text(
        parameter.path("AllowedValues").valueStream().map(JsonNode::asText).toList(),
        parameter.path("AllowedPattern").asText(".*"));
  }

  private static Bounds bounds(JsonNode parameter) {
    return new Bounds(
        parameter.path("MinValue").asInt(Integer.MIN_VALUE),
        parameter.path("MaxValue").asInt(Integer.MAX_VALUE),
        parameter.path("Default").asInt());
  }

  /** The bounds of a stage's setting; empty when the stage has no such setting. */
  public Optional<Bounds> bounds(String name) {
    return Optional.ofNullable(numbers.get(name));
  }

  /**
   * Refuses what the stack would refuse.
   *
   * @param where the file, for the message
   */
  void check(String where, String key, String value) {
    if (ARTIFACTS.contains(key)) {
      return;
    }
    Bounds bounds = numbers.get(key);
    Text text = texts.get(key);
    if (text != null) {
      if (!text.allow(value)) {
        throw new SettingsException(
            where + ": " + key + " is \"" + value + "\", " + text.allowed());
      }
      return;
    }
    if (bounds == null) {
      throw new SettingsException(
          where
              + ": "
              + key
              + " is no setting of the stack, allowed are "
              + Stream.concat(numbers.keySet().stream(), texts.keySet().stream())
                  .sorted()
                  .collect(Collectors.joining(", ")));
    }
    if (!value.matches("-?\\d{1,9}") || !bounds.allow(Long.parseLong(value))) {
      throw new SettingsException(
          where
              + ": "
              + key
              + " is \""
              + value
              + "\", allowed is a whole number "
              + bounds.least()
              + " to "
              + bounds.most());
    }
  }
}
