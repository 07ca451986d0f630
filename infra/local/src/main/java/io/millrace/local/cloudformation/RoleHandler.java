// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
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
    List<PolicyDocument> policies = new ArrayList<>();
    try {
      for (JsonNode arn : request.properties().path("ManagedPolicyArns")) {
        policies.add(ManagedPolicies.get(arn.asText()));
      }
      for (JsonNode policy : request.properties().path("Policies")) {
        policies.add(
            PolicyDocument.of(policy.path("PolicyName").asText(), policy.path("PolicyDocument")));
      }
    } catch (IllegalArgumentException e) {
      throw new ProvisioningException(String.valueOf(e.getMessage()));
    }
    roles.put(name, policies);
    return new Provisioned(name, Map.of("Arn", Arns.iam("role/" + name), "RoleId", name));
  }

  @Override
  public void delete(String physicalId) {
    roles.remove(physicalId);
  }
}
