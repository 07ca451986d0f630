// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AWS::Lambda::Function. */
final class FunctionHandler implements ResourceHandler {
  private static final String PATH = "/2015-03-31/functions";
  private static final String CONCURRENCY_PATH = "/2017-10-31/functions/%s/concurrency";
  private static final String RESERVED = "ReservedConcurrentExecutions";
  private static final String DEAD_LETTERS = "DeadLetterConfig";
  private static final List<String> PASSED_ON =
      List.of(
          "Architectures",
          "Code",
          DEAD_LETTERS,
          "Description",
          "Environment",
          "Handler",
          "LoggingConfig",
          "MemorySize",
          "PackageType",
          "Role",
          "Runtime",
          "Timeout",
          "TracingConfig");
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of(
              "Code.S3Bucket",
              "Code.S3Key",
              DEAD_LETTERS + ".TargetArn",
              "Description",
              "Environment.Variables.*",
              "FunctionName",
              "Handler",
              "LoggingConfig.*",
              "MemorySize",
              "PackageType",
              RESERVED,
              "Role",
              "Runtime",
              "Timeout",
              "TracingConfig.*"),
          Set.of(
              "Architectures",
              "EphemeralStorage",
              "KmsKeyArn",
              "RecursiveLoop",
              "SnapStart",
              "Tags"));

  private final ServiceCalls services;

  FunctionHandler(ServiceCalls services) {
    this.services = services;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String name = request.name("FunctionName");
    ObjectNode body = settings(request.properties()).put("FunctionName", name);
    var answer = services.lambda("POST", PATH, body);
    if (!request.adopt() || !answer.error().equals("ResourceConflictException")) {
      answer.orFail();
    }
    reserve(name, request);
    return provisioned(name);
  }

  private static ObjectNode settings(ObjectNode properties) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (String property : PASSED_ON) {
      if (properties.has(property)) {
        body.set(property, properties.get(property));
      }
    }
    numbers(body, "MemorySize", "Timeout");
    return body;
  }

  private static Provisioned provisioned(String name) {
    return new Provisioned(name, Map.of("Arn", Arns.regional("lambda", "function:" + name)));
  }

  /** A member of the function in a template, an operation of its own in the API. */
  private void reserve(String name, ResourceRequest request) throws IOException {
    if (request.properties().has(RESERVED)) {
      ObjectNode body = JsonNodeFactory.instance.objectNode();
      body.set(RESERVED, request.properties().get(RESERVED));
      numbers(body, RESERVED);
      services.lambda("PUT", CONCURRENCY_PATH.formatted(name), body).orFail();
    }
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request)
      throws IOException {
    String name = request.name("FunctionName");
    if (!name.equals(physicalId)) {
      throw new ProvisioningException(
          "The function would be replaced, " + physicalId + " by " + name + ": create a new stack");
    }
    ObjectNode configuration = settings(request.properties());
    if (configuration.remove("Code") instanceof ObjectNode code
        && !code.equals(before.path("Code"))) {
      services.lambda("PUT", PATH + "/" + name + "/code", code).orFail();
    }
    if (before.has(DEAD_LETTERS) && !configuration.has(DEAD_LETTERS)) {
      configuration.putObject(DEAD_LETTERS).put("TargetArn", ""); // the API's word for none
    }
    services.lambda("PUT", PATH + "/" + name + "/configuration", configuration).orFail();
    if (before.has(RESERVED) && !request.properties().has(RESERVED)) {
      services.lambda("DELETE", CONCURRENCY_PATH.formatted(name), configuration).orFail();
    }
    reserve(name, request);
    return provisioned(name);
  }

  @Override
  public void delete(String physicalId) throws IOException {
    var answer =
        services.lambda("DELETE", PATH + "/" + physicalId, JsonNodeFactory.instance.objectNode());
    if (answer.status() != 404) {
      answer.orFail();
    }
  }

  /** A template may give a number as text, as every parameter is one; Lambda's API may not. */
  static void numbers(ObjectNode body, String... names) {
    for (String name : names) {
      JsonNode value = body.path(name);
      if (value.isTextual() && value.asText().matches("-?\\d{1,9}")) {
        body.set(name, IntNode.valueOf(Integer.parseInt(value.asText())));
      }
    }
  }
}
