// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.training;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.lambda.runtime.FunctionSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** The functions of a template, with names in place of the resources they refer to. */
public final class DeployedFunctions {
  private DeployedFunctions() {}

  /**
   * By the name behind the stack's, such as {@code enrich}.
   *
   * @param jars the deployables by file name
   */
  public static Map<String, FunctionSpec> of(String template, Map<String, Path> jars)
      throws IOException {
    Map<String, FunctionSpec> found = new LinkedHashMap<>();
    JsonNode all = new ObjectMapper().readTree(template);
    for (JsonNode resource : all.path("Resources")) {
      if (resource.path("Type").asText().equals("AWS::Lambda::Function")) {
        FunctionSpec spec = spec(resource.path("Properties"), all.path("Parameters"), jars);
        found.put(spec.name(), spec);
      }
    }
    return found;
  }

  private static FunctionSpec spec(
      JsonNode properties, JsonNode parameters, Map<String, Path> jars) {
    String name = plain(properties.path("FunctionName")).replaceFirst("^.*-", "");
    String jar = plain(properties.path("Code").path("S3Key")).replaceFirst("^.*[}/]", "");
    Path code = jars.get(jar);
    if (code == null) {
      throw new IllegalArgumentException(
          "The function " + name + " of the template runs " + jar + ", and there is " + jars);
    }
    Map<String, String> variables = new LinkedHashMap<>();
    properties
        .path("Environment")
        .path("Variables")
        .properties()
        .forEach(variable -> variables.put(variable.getKey(), plain(variable.getValue())));
    return new FunctionSpec(
        name,
        "arn:aws:lambda:us-east-1:000000000000:function:" + name,
        properties.path("Runtime").asText(),
        properties.path("Handler").asText(),
        code,
        number(properties.path("MemorySize"), parameters),
        Duration.ofSeconds(number(properties.path("Timeout"), parameters)),
        variables,
        true);
  }

  /** A number, or the default of the parameter that it is. */
  private static int number(JsonNode value, JsonNode parameters) {
    return value.has("Ref")
        ? parameters.path(value.path("Ref").asText()).path("Default").asInt()
        : value.asInt();
  }

  /** What a value says, and for a reference the name of what it refers to; a queue has a URL. */
  private static String plain(JsonNode value) {
    if (value.has("Fn::Sub")) {
      return value.path("Fn::Sub").asText();
    }
    String resource = value.path("Ref").asText("");
    if (resource.endsWith("Queue")) {
      return "https://sqs.us-east-1.amazonaws.com/000000000000/" + resource;
    }
    return resource.isEmpty() ? value.asText() : resource.toLowerCase(java.util.Locale.ROOT);
  }
}
