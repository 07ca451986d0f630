// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.access.ManagedPolicies;
import io.millrace.local.access.PolicyDocument;
import io.millrace.local.access.Roles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** AWS::IAM::Role. Who may assume it is not looked at: functions get the role they name. */
final class RoleHandler implements ResourceHandler {
  private static final PropertyRules RULES =
      new PropertyRules(
          Set.of("ManagedPolicyArns", "Policies.*", "RoleName"),
          Set.of("AssumeRolePolicyDocument", "Description", "MaxSessionDuration", "Path", "Tags"));

  private final Roles roles;

  RoleHandler(Roles roles) {
    this.roles = roles;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.name("RoleName");
    roles.put(name, policies(request.properties()));
    return provisioned(name);
  }

  private static List<PolicyDocument> policies(ObjectNode properties) {
    List<PolicyDocument> policies = new ArrayList<>();
    try {
      for (JsonNode arn : properties.path("ManagedPolicyArns")) {
        policies.add(ManagedPolicies.get(arn.asText()));
      }
      for (JsonNode policy : properties.path("Policies")) {
        policies.add(
            PolicyDocument.of(policy.path("PolicyName").asText(), policy.path("PolicyDocument")));
      }
    } catch (IllegalArgumentException e) {
      throw new ProvisioningException(String.valueOf(e.getMessage()));
    }
    return policies;
  }

  private static Provisioned provisioned(String name) {
    return new Provisioned(name, Map.of("Arn", Arns.iam("role/" + name), "RoleId", name));
  }

  @Override
  public boolean updates() {
    return true;
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request) {
    if (!request.name("RoleName").equals(physicalId)) {
      throw new ProvisioningException(
          "The role would be replaced: functions keep the one they name. Create a new stack");
    }
    roles.replace(physicalId, policies(before), policies(request.properties()));
    return provisioned(physicalId);
  }

  @Override
  public void delete(String physicalId) {
    roles.remove(physicalId);
  }
}
