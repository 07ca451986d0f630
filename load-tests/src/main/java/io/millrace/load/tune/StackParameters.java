// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The settings that a template of the stack takes as parameters, with their bounds: the template is
 * the only place that knows them.
 *
 * @param numbers by parameter name
 */
public record StackParameters(Map<String, Bounds> numbers) {

  /** Where the deployable jars are: no settings, and needed in the same file by a deployment. */
  static final Set<String> ARTIFACTS = Set.of("ArtifactsBucket", "ArtifactsPrefix");

  public StackParameters {
    numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
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
      return new StackParameters(
          parameters.properties().stream()
              .filter(entry -> entry.getValue().path("Type").asText().equals("Number"))
              .collect(Collectors.toMap(Map.Entry::getKey, entry -> bounds(entry.getValue()))));
    } catch (IOException e) {
      throw new SettingsException("The template is no JSON: " + e.getMessage());
    }
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
    if (bounds == null) {
      throw new SettingsException(
          where
              + ": "
              + key
              + " is no setting of the stack, allowed are "
              + String.join(", ", numbers.keySet()));
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
