// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.local.access.PolicyDocument;
import io.millrace.local.access.Roles;
import java.util.Map;
import java.util.Set;

/** AWS::IAM::Policy, which belongs to roles by their names. */
final class RolePolicyHandler implements ResourceHandler {
  private static final PropertyRules RULES =
      new PropertyRules(Set.of("PolicyDocument.*", "PolicyName", "Roles"), Set.of());

  private final Roles roles;

  RolePolicyHandler(Roles roles) {
    this.roles = roles;
  }

  @Override
  public PropertyRules rules() {
    return RULES;
  }

  @Override
  public Provisioned create(ResourceRequest request) {
    String name = request.name("PolicyName");
    try {
      PolicyDocument policy = PolicyDocument.of(name, request.properties().path("PolicyDocument"));
      for (JsonNode role : request.properties().path("Roles")) {
        roles.attach(role.asText(), policy);
      }
    } catch (IllegalArgumentException e) {
      throw new ProvisioningException(String.valueOf(e.getMessage()));
    }
    return new Provisioned(name, Map.of("Id", name));
  }

  @Override
  public void delete(String physicalId) {
    roles.detach(physicalId);
  }
}
