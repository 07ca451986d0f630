// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/**
 * AWS::Lambda::Alias; with the update policy CodeDeployLambdaAliasUpdate, another version comes by
 * a deployment. [CloudFormation User Guide, aws-attribute-updatepolicy]
 */
final class AliasHandler implements ResourceHandler {
  static final String POLICY = "CodeDeployLambdaAliasUpdate";
  private static final Set<String> POLICY_MEMBERS =
      Set.of(
          "AfterAllowTrafficHook",
          "ApplicationName",
          "BeforeAllowTrafficHook",
          "DeploymentGroupName");
  private static final String FUNCTION = "FunctionName";
  private static final String VERSION = "FunctionVersion";
  private static final String ROUTING = "RoutingConfig";
  private static final String WEIGHTS = "AdditionalVersionWeights";
  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of(
              "Description",
              FUNCTION,
              VERSION,
              "Name",
              ROUTING + "." + WEIGHTS + "." + VERSION,
              ROUTING + "." + WEIGHTS + ".FunctionWeight"),
          Set.of("ProvisionedConcurrencyConfig"));

  private final ServiceCalls services;

  AliasHandler(ServiceCalls services) {
    this.services = services;
  }

  /** Refuses what an update policy can't be. */
  static void check(String logicalId, Template.Resource resource) {
    resource
        .updatePolicy()
        .properties()
        .forEach(
            policy -> {
              Set<String> members = new TreeSet<>();
              policy.getValue().fieldNames().forEachRemaining(members::add);
              members.removeAll(POLICY_MEMBERS);
              boolean known =
                  resource.type().equals("AWS::Lambda::Alias") && policy.getKey().equals(POLICY);
              if (!known || !members.isEmpty()) {
                throw CloudFormationException.invalid(
                    "Resource "
                        + logicalId
                        + " ("
                        + resource.type()
                        + "): the local cloud does not support UpdatePolicy."
                        + policy.getKey()
                        + (members.isEmpty() ? "" : "." + members.iterator().next()));
              }
            });
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String path = "/2015-03-31/functions/" + request.properties().path(FUNCTION).asText();
    ObjectNode body = body(request.properties());
    var answer = services.lambda("POST", path + "/aliases", body);
    if (!request.adopt() || !answer.error().equals("ResourceConflictException")) {
      answer.orFail();
    }
    return provisioned(request);
  }

  private static ObjectNode body(ObjectNode properties) {
    ObjectNode body = properties.deepCopy();
    body.remove(List.of(FUNCTION, ROUTING, "ProvisionedConcurrencyConfig"));
    ObjectNode weights = body.putObject(ROUTING).putObject(WEIGHTS);
    for (JsonNode one : properties.path(ROUTING).path(WEIGHTS)) {
      weights.put(one.path(VERSION).asText(), one.path("FunctionWeight").asDouble());
    }
    return body;
  }

  private static Provisioned provisioned(ResourceRequest request) {
    String name = request.properties().path("Name").asText();
    String function = request.properties().path(FUNCTION).asText().replaceFirst("^.*:", "");
    String arn = Arns.regional("lambda", "function:" + function + ":" + name);
    return new Provisioned(arn, Map.of("AliasArn", arn));
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public boolean replaces(ObjectNode before, ObjectNode after) {
    return !before.path(FUNCTION).equals(after.path(FUNCTION))
        || !before.path("Name").equals(after.path("Name"));
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request)
      throws IOException {
    JsonNode policy = request.updatePolicy().path(POLICY);
    ObjectNode body = body(request.properties());
    boolean moves = !before.path(VERSION).equals(request.properties().path(VERSION));
    if (moves && policy.isObject() && !request.rollingBack()) {
      deploy(before, request.properties(), policy);
      body.remove(List.of(VERSION, ROUTING)); // where the deployment has put them
    }
    String path = "/2015-03-31/functions/" + request.properties().path(FUNCTION).asText();
    String name = request.properties().path("Name").asText();
    services.lambda("PUT", path + "/aliases/" + name, body).orFail();
    return provisioned(request);
  }

  /** Returns when the alias names the new version. */
  private void deploy(ObjectNode before, ObjectNode after, JsonNode policy) throws IOException {
    ObjectNode create = JsonNodeFactory.instance.objectNode();
    create
        .put("applicationName", policy.path("ApplicationName").asText())
        .put("deploymentGroupName", policy.path("DeploymentGroupName").asText())
        .putObject("revision")
        .put("revisionType", "AppSpecContent")
        .putObject("appSpecContent")
        .put("content", appSpec(before, after, policy));
    String id = call("CreateDeployment", create).path("deploymentId").asText();
    ObjectNode which = JsonNodeFactory.instance.objectNode().put("deploymentId", id);
    JsonNode info = call("GetDeployment", which).path("deploymentInfo");
    while (!info.has("completeTime")) {
      LockSupport.parkNanos(LOOK.toNanos());
      info = call("GetDeployment", which).path("deploymentInfo");
    }
    if (!info.path("status").asText().equals("Succeeded")) {
      JsonNode error = info.path("errorInformation");
      throw new ProvisioningException(
          "CodeDeploy deployment "
              + id
              + " is "
              + info.path("status").asText()
              + ": "
              + error.path("code").asText()
              + ", "
              + error.path("message").asText());
    }
  }

  private static String appSpec(ObjectNode before, ObjectNode after, JsonNode policy) {
    ObjectNode spec = JsonNodeFactory.instance.objectNode().put("version", 0.0);
    ObjectNode lambda = spec.putArray("Resources").addObject().putObject("Target");
    lambda
        .put("Type", "AWS::Lambda::Function")
        .putObject("Properties")
        .put("Name", after.path(FUNCTION).asText())
        .put("Alias", after.path("Name").asText())
        .put("CurrentVersion", before.path(VERSION).asText())
        .put("TargetVersion", after.path(VERSION).asText());
    for (String hook : List.of("BeforeAllowTraffic", "AfterAllowTraffic")) {
      String function = policy.path(hook + "Hook").asText("");
      if (!function.isEmpty()) {
        spec.withArray("/Hooks").addObject().put(hook, function);
      }
    }
    return spec.toString();
  }

  private JsonNode call(String operation, ObjectNode body) throws IOException {
    return services.target("codedeploy", "CodeDeploy_20141006." + operation, body).orFail();
  }

  @Override
  public void delete(String physicalId) throws IOException {
    int colon = physicalId.lastIndexOf(':');
    String function = physicalId.substring(0, colon).replaceFirst("^.*:", "");
    String path = "/2015-03-31/functions/" + function + "/aliases/";
    var answer = services.lambda("DELETE", path + physicalId.substring(colon + 1), NOTHING);
    if (answer.status() != 404) {
      answer.orFail();
    }
  }
}
