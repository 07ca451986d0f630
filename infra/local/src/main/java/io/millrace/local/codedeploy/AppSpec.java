// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * What a deployment moves. [CodeDeploy User Guide, reference-appspec-file, Lambda]
 *
 * @param content as it was given, JSON
 * @param before a function to ask before any traffic moves
 * @param after a function to ask when all has moved
 */
record AppSpec(
    String content,
    String function,
    String alias,
    String current,
    String target,
    Optional<String> before,
    Optional<String> after) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads it.
   *
   * @throws CodeDeployException saying what is wrong
   */
  static AppSpec of(String content) {
    JsonNode root;
    try {
      root = JSON.readTree(content);
    } catch (JsonProcessingException e) {
      throw invalid(
          "it is not JSON, which is what the local cloud reads: " + e.getOriginalMessage());
    }
    JsonNode resource = root.path("Resources").path(0);
    JsonNode lambda = resource.elements().hasNext() ? resource.elements().next() : resource;
    JsonNode properties = lambda.path("Properties");
    Optional<String> before = Optional.empty();
    Optional<String> after = Optional.empty();
    for (JsonNode hook : root.path("Hooks")) {
      before = before.or(() -> text(hook.path("BeforeAllowTraffic")));
      after = after.or(() -> text(hook.path("AfterAllowTraffic")));
    }
    return new AppSpec(
        content,
        required(properties, "Name"),
        required(properties, "Alias"),
        required(properties, "CurrentVersion"),
        required(properties, "TargetVersion"),
        before,
        after);
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText("")).filter(text -> !text.isEmpty());
  }

  private static String required(JsonNode properties, String name) {
    return text(properties.path(name))
        .orElseThrow(() -> invalid("Resources[0] has no property " + name));
  }

  private static CodeDeployException invalid(String why) {
    return new CodeDeployException(
        "InvalidRevisionException", "The AppSpec of the revision can't be used: " + why);
  }
}
