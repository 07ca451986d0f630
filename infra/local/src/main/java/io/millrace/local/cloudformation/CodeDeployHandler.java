// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * AWS::CodeDeploy::Application and AWS::CodeDeploy::DeploymentGroup, for Lambda. Whatever fails, an
 * alarm of the group included, the alias goes back.
 */
final class CodeDeployHandler implements ResourceHandler {
  private static final String APPLICATION = "ApplicationName";
  private static final String GROUP = "DeploymentGroupName";
  private static final PropertyRules APPLICATION_RULES =
      new PropertyRules(Set.of(APPLICATION, "ComputePlatform"), Set.of("Tags"));
  private static final PropertyRules GROUP_RULES =
      new PropertyRules(
          Set.of(
              "AlarmConfiguration.Alarms.Name",
              "AlarmConfiguration.Enabled",
              APPLICATION,
              GROUP,
              "DeploymentConfigName",
              "DeploymentStyle.DeploymentOption",
              "DeploymentStyle.DeploymentType",
              "ServiceRoleArn"),
          Set.of(
              "AlarmConfiguration.IgnorePollAlarmFailure",
              "AutoRollbackConfiguration",
              "Tags",
              "TriggerConfigurations"));

  private final ServiceCalls services;
  private final boolean groups;

  private CodeDeployHandler(ServiceCalls services, boolean groups) {
    this.services = services;
    this.groups = groups;
  }

  static CodeDeployHandler ofApplications(ServiceCalls services) {
    return new CodeDeployHandler(services, false);
  }

  static CodeDeployHandler ofGroups(ServiceCalls services) {
    return new CodeDeployHandler(services, true);
  }

  @Override
  public PropertyRules rules() {
    return groups ? GROUP_RULES : APPLICATION_RULES;
  }

  private ServiceCalls.Answer call(String operation, ObjectNode body) throws IOException {
    return services.target("codedeploy", "CodeDeploy_20141006." + operation, body);
  }

  /** Nothing of it outlives a restart, so there is nothing to adopt. */
  @Override
  public Provisioned create(ResourceRequest request) throws IOException {
    String name = request.name(groups ? GROUP : APPLICATION);
    if (groups) {
      call("CreateDeploymentGroup", group(request).put("deploymentGroupName", name)).orFail();
    } else {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("applicationName", name);
      body.set("computePlatform", request.properties().path("ComputePlatform"));
      call("CreateApplication", body).orFail();
    }
    return provisioned(name);
  }

  private static Provisioned provisioned(String name) {
    return new Provisioned(name, Map.of());
  }

  private static ObjectNode group(ResourceRequest request) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> property : request.properties().properties()) {
      if (!GROUP_RULES.withoutEffect().contains(property.getKey())) {
        body.set(lower(property.getKey()), lower(property.getValue()));
      }
    }
    return body;
  }

  /** The API has the same members, with a small letter. */
  private static String lower(String name) {
    return Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static JsonNode lower(JsonNode value) {
    if (value.isArray()) {
      ArrayNode list = JsonNodeFactory.instance.arrayNode();
      value.forEach(one -> list.add(lower(one)));
      return list;
    }
    if (!value.isObject()) {
      return value;
    }
    ObjectNode lower = JsonNodeFactory.instance.objectNode();
    value.properties().forEach(one -> lower.set(lower(one.getKey()), one.getValue()));
    return lower;
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public boolean replaces(ObjectNode before, ObjectNode after) {
    return !before.path(APPLICATION).equals(after.path(APPLICATION))
        || !before.path(GROUP).equals(after.path(GROUP));
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request)
      throws IOException {
    if (groups) {
      ObjectNode body = group(request).put("currentDeploymentGroupName", physicalId);
      body.remove("deploymentGroupName");
      call("UpdateDeploymentGroup", body).orFail();
    }
    return provisioned(physicalId);
  }

  /** A group goes with its application, which goes after it. */
  @Override
  public void delete(String physicalId) throws IOException {
    if (!groups) {
      ObjectNode body = JsonNodeFactory.instance.objectNode().put("applicationName", physicalId);
      call("DeleteApplication", body).orFail();
    }
  }
}
