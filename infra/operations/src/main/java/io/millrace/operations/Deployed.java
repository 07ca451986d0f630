// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a deployment moves.
 *
 * @param function its name
 * @param alias that is to name another version
 * @param current the version it names
 * @param target the version it is to name
 */
record Deployed(String function, String alias, String current, String target) {

  /**
   * Reads the AppSpec of a deployment for Lambda. Source: CodeDeploy User Guide, "AppSpec file
   * structure" (Lambda).
   *
   * @param appSpec JSON, as CloudFormation writes it
   * @throws IllegalArgumentException when it is not, or names no function
   */
  static Deployed of(String appSpec) {
    JsonNode root;
    try {
      root = Json.document(appSpec.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "The deployment's AppSpec is not JSON: " + e.getMessage(), e);
    }
    JsonNode resource = root.path("Resources").path(0);
    JsonNode properties = resource.path(resource.properties().isEmpty() ? "" : name(resource));
    properties = properties.path("Properties");
    Deployed deployed =
        new Deployed(
            properties.path("Name").asText(),
            properties.path("Alias").asText(),
            properties.path("CurrentVersion").asText(),
            properties.path("TargetVersion").asText());
    if (deployed.function.isEmpty() || deployed.target.isEmpty()) {
      throw new IllegalArgumentException(
          "The deployment's AppSpec names no function and TargetVersion: " + appSpec);
    }
    return deployed;
  }

  private static String name(JsonNode resource) {
    return resource.fieldNames().next();
  }

  /** The target version, as Invoke takes it. */
  String version() {
    return function + ":" + target;
  }

  /** The stage's name, which ends the function's behind the stack's. */
  String stage() {
    return function.substring(function.lastIndexOf('-') + 1);
  }
}
