// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
  public boolean updates() {
    return true;
  }

  @Override
  public Provisioned update(String physicalId, ObjectNode before, ResourceRequest request) {
    boolean elsewhere = !before.path("Roles").equals(request.properties().path("Roles"));
    if (elsewhere || !request.name("PolicyName").equals(physicalId)) {
      delete(physicalId);
    }
    return create(request);
  }

  @Override
  public void delete(String physicalId) {
    roles.detach(physicalId);
  }
}
