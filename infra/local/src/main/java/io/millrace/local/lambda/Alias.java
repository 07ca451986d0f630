// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.lambda.runtime.FunctionSpec;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A name for a version of a function, or for two of them with a share of the invocations each.
 * [configuration-aliases, configuring-alias-routing]
 *
 * @param configuration in the API's own form
 */
record Alias(ObjectNode configuration) {
  private static final Pattern NAME = Pattern.compile("(?![0-9]+$)[a-zA-Z0-9-_]{1,128}");
  private static final Set<String> SUPPORTED =
      Set.of("Description", "FunctionVersion", "Name", "RevisionId", "RoutingConfig");
  private static final String ROUTING = "RoutingConfig";
  private static final String WEIGHTS = "AdditionalVersionWeights";
  private static final String VERSION = "FunctionVersion";

  static Alias of(String function, ObjectNode request) {
    String name = request.path("Name").asText("");
    if (!NAME.matcher(name).matches()) {
      throw LambdaError.invalid(
          "Name is '"
              + name
              + "', allowed are 1 to 128 letters, digits, - and _, and not digits alone");
    }
    if (!request.hasNonNull(VERSION)) {
      throw LambdaError.invalid(VERSION + " is missing");
    }
    ObjectNode fresh = Json.object();
    fresh
        .put("AliasArn", LambdaConfig.functionArn(function) + ":" + name)
        .put("Name", name)
        .put("Description", "");
    return new Alias(fresh).with(request);
  }

  /** With the changes that a request asks for. */
  Alias with(ObjectNode request) {
    Json.refuseUnknown(request, SUPPORTED, "an alias");
    ObjectNode changed = configuration.deepCopy();
    for (String key : Set.of(VERSION, "Description")) {
      if (request.hasNonNull(key)) {
        changed.put(key, request.path(key).asText());
      }
    }
    if (request.path(ROUTING) instanceof ObjectNode routing) {
      changed.remove(ROUTING);
      if (!routing.path(WEIGHTS).isEmpty()) {
        changed.putObject(ROUTING).set(WEIGHTS, routing.path(WEIGHTS));
      }
    }
    return new Alias(changed.put("RevisionId", UUID.randomUUID().toString()));
  }

  String name() {
    return configuration.path("Name").asText();
  }

  /** The version that gets what the other one does not. */
  String version() {
    return configuration.path(VERSION).asText();
  }

  private JsonNode weights() {
    return configuration.path(ROUTING).path(WEIGHTS);
  }

  /** All that it names. */
  Set<String> versions() {
    Set<String> all = new HashSet<>(Set.of(version()));
    weights().fieldNames().forEachRemaining(all::add);
    return all;
  }

  /**
   * The version of one invocation.
   *
   * @param chance evenly from 0 to 1, 1 excluded
   */
  String version(double chance) {
    for (Map.Entry<String, JsonNode> other : weights().properties()) {
      if (chance < other.getValue().asDouble()) {
        return other.getKey();
      }
    }
    return version();
  }

  /** Refuses what the service refuses. */
  void check(Function<String, Optional<ObjectNode>> versions) {
    ObjectNode main = found(version(), versions);
    if (weights().size() > 1) {
      throw LambdaError.invalid(WEIGHTS + " names " + weights().size() + " versions, allowed is 1");
    }
    for (Map.Entry<String, JsonNode> other : weights().properties()) {
      ObjectNode version = found(other.getKey(), versions);
      double weight = other.getValue().asDouble(-1);
      if (!(weight >= 0 && weight <= 1)) {
        throw LambdaError.invalid(
            "the weight of version "
                + other.getKey()
                + " is "
                + other.getValue()
                + ", allowed is 0 to 1");
      }
      if (versions().contains(FunctionSpec.LATEST) || versions().size() < 2) {
        throw LambdaError.invalid(
            WEIGHTS + " needs two published versions, and the alias names " + versions());
      }
      for (String key : Set.of("Role", "DeadLetterConfig")) {
        if (!version.path(key).equals(main.path(key))) {
          throw LambdaError.invalid(
              "the versions " + versions() + " of an alias with weights differ in their " + key);
        }
      }
    }
  }

  private ObjectNode found(String version, Function<String, Optional<ObjectNode>> versions) {
    String arn = configuration.path("AliasArn").asText();
    return versions
        .apply(version)
        .orElseThrow(
            () ->
                LambdaError.notFound(
                    "Function not found: "
                        + arn.substring(0, arn.lastIndexOf(':'))
                        + ":"
                        + version));
  }
}
