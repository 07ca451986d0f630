// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.lambda.runtime.FunctionSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The functions of a template, with names in place of the resources they refer to and with the
 * defaults of its parameters.
 */
public final class DeployedFunctions {
  private final JsonNode parameters;

  private DeployedFunctions(JsonNode parameters) {
    this.parameters = parameters;
  }

  /**
   * Those that are deployed with no parameter chosen, by the name behind the stack's, such as
   * {@code enrich}.
   *
   * @param jars the deployables by file name
   */
  public static Map<String, FunctionSpec> of(String template, Map<String, Path> jars)
      throws IOException {
    return of(template, jars, resource -> !resource.has("Condition"));
  }

  /** As {@link #of}, with those that a parameter has to ask for. */
  public static Map<String, FunctionSpec> all(String template, Map<String, Path> jars)
      throws IOException {
    return of(template, jars, resource -> true);
  }

  private static Map<String, FunctionSpec> of(
      String template, Map<String, Path> jars, Predicate<JsonNode> taken) throws IOException {
    JsonNode root = new ObjectMapper().readTree(template);
    DeployedFunctions functions = new DeployedFunctions(root.path("Parameters"));
    Map<String, FunctionSpec> found = new LinkedHashMap<>();
    for (JsonNode resource : root.path("Resources")) {
      if (taken.test(resource) && resource.path("Type").asText().equals("AWS::Lambda::Function")) {
        FunctionSpec spec = functions.spec(resource.path("Properties"), jars);
        found.put(spec.name(), spec);
      }
    }
    return found;
  }

  /** Those that take traffic, behind an alias: how long the others take to start is no matter. */
  public static Map<String, FunctionSpec> takingTraffic(String template, Map<String, Path> jars)
      throws IOException {
    JsonNode root = new ObjectMapper().readTree(template);
    DeployedFunctions functions = new DeployedFunctions(root.path("Parameters"));
    JsonNode resources = root.path("Resources");
    Set<String> names = new HashSet<>();
    for (JsonNode resource : resources) {
      if (resource.path("Type").asText().equals("AWS::Lambda::Alias")) {
        String function = resource.at("/Properties/FunctionName/Ref").asText();
        names.add(functions.name(resources.path(function).path("Properties")));
      }
    }
    Map<String, FunctionSpec> found = of(template, jars);
    found.keySet().retainAll(names);
    return found;
  }

  private String name(JsonNode properties) {
    return plain(properties.path("FunctionName")).replaceFirst("^.*}-", "");
  }

  private FunctionSpec spec(JsonNode properties, Map<String, Path> jars) {
    String name = name(properties);
    String jar = plain(properties.path("Code").path("S3Key")).replaceFirst("^.*[}/]", "");
    Path code = jars.get(jar);
    if (code == null) {
      throw new IllegalArgumentException(
          "The function " + name + " of the template runs " + jar + ", and there is " + jars);
    }
    Map<String, String> variables = new LinkedHashMap<>();
    properties.path("Environment").path("Variables").properties().stream()
        .filter(variable -> !variable.getValue().has("Fn::If"))
        .forEach(variable -> variables.put(variable.getKey(), plain(variable.getValue())));
    return new FunctionSpec(
        name,
        FunctionSpec.LATEST,
        "arn:aws:lambda:us-east-1:000000000000:function:" + name,
        properties.path("Runtime").asText(),
        properties.path("Handler").asText(),
        code,
        Integer.parseInt(plain(properties.path("MemorySize"))),
        Duration.ofSeconds(Long.parseLong(plain(properties.path("Timeout")))),
        variables,
        true);
  }

  /**
   * What a value says, and for a reference the parameter's default or the name of the resource; a
   * queue has a URL.
   */
  private String plain(JsonNode value) {
    if (value.has("Fn::Sub")) {
      return value.path("Fn::Sub").asText();
    }
    String resource = value.path("Ref").asText("");
    JsonNode preset = parameters.path(resource).path("Default");
    if (!preset.isMissingNode()) {
      return preset.asText();
    }
    if (resource.endsWith("Queue")) {
      return "https://sqs.us-east-1.amazonaws.com/000000000000/" + resource;
    }
    return resource.isEmpty() ? value.asText() : resource.toLowerCase(java.util.Locale.ROOT);
  }
}
