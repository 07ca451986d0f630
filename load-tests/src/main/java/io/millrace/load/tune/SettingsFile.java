// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A settings file: CloudFormation's parameter list, as {@code aws cloudformation deploy
 * --parameter-overrides file://…} takes it too.
 *
 * @param values by parameter name, in the order of the file
 */
public record SettingsFile(Map<String, String> values) {

  private static final String KEY = "ParameterKey";
  private static final String VALUE = "ParameterValue";

  public SettingsFile {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads and checks a file.
   *
   * @throws SettingsException naming the file, the key, the value and what is allowed
   * @throws IOException when the file can't be read
   */
  public static SettingsFile read(Path file, StackParameters parameters) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    JsonNode root;
    try {
      root = Json.document(bytes);
    } catch (IOException e) {
      throw new SettingsException(file + ": no JSON: " + e.getMessage());
    }
    if (!root.isArray()) {
      throw new SettingsException(
          file
              + ": a list is expected, such as [{\"ParameterKey\": \"EnrichBatchSize\","
              + " \"ParameterValue\": \"100\"}]");
    }
    Map<String, String> values = new LinkedHashMap<>();
    for (JsonNode entry : root) {
      if (!members(entry).equals(Set.of(KEY, VALUE))
          || !entry.path(KEY).isTextual()
          || !entry.path(VALUE).isTextual()) {
        throw new SettingsException(
            file + ": " + entry + ", allowed are ParameterKey and ParameterValue, both texts");
      }
      String key = entry.path(KEY).asText();
      parameters.check(file.toString(), key, entry.path(VALUE).asText());
      if (values.put(key, entry.path(VALUE).asText()) != null) {
        throw new SettingsException(file + ": " + key + " stands there twice");
      }
    }
    return new SettingsFile(values);
  }

  private static Set<String> members(JsonNode entry) {
    return entry.properties().stream().map(Map.Entry::getKey).collect(Collectors.toSet());
  }

  /** What a stack is given: without the place of the jars, which whoever deploys knows. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>(values);
    settings.keySet().removeAll(StackParameters.ARTIFACTS);
    return settings;
  }

  /** This file with other values; a key that is there keeps its place. */
  public SettingsFile with(Map<String, String> others) {
    Map<String, String> merged = new LinkedHashMap<>(values);
    merged.putAll(others);
    return new SettingsFile(merged);
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, text());
  }

  /** One line for each parameter. */
  String text() {
    return values.entrySet().stream()
        .map(entry -> "  " + Json.write(new Line(entry.getKey(), entry.getValue())))
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  private record Line(
      @JsonProperty(KEY) String parameterKey, @JsonProperty(VALUE) String parameterValue) {}
}
