// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.access.PolicyDocument;
import io.millrace.local.access.Roles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleHandlersTest {
  private static final String DOCUMENT =
      "{'Statement':{'Effect':'Allow','Action':'s3:GetObject','Resource':'*'}}";

  private final Roles roles = new Roles();
  private final RoleHandler role = new RoleHandler(roles);
  private final RolePolicyHandler policy = new RolePolicyHandler(roles);

  @Test
  void role_hasThePoliciesInIt_thoseOfAws_andThoseAttachedByItsName() throws Exception {
    Provisioned made =
        role.create(
            request(
                "{'ManagedPolicyArns':['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'],"
                    + "'Policies':[{'PolicyName':'own','PolicyDocument':"
                    + DOCUMENT
                    + "}]}"));
    policy.create(
        request("{'PolicyName':'more','Roles':['generated'],'PolicyDocument':" + DOCUMENT + "}"));

    assertThat(made.attributes()).containsEntry("Arn", "arn:aws:iam::000000000000:role/generated");
    assertThat(roles.all().get("generated"))
        .extracting(PolicyDocument::name)
        .containsExactly(
            "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole", "more", "own");
    policy.delete("more");
    assertThat(roles.all().get("generated")).hasSize(2);
    role.delete("generated");
    assertThat(roles.all()).isEmpty();
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = ';',
      value = {
        "{'ManagedPolicyArns':['arn:aws:iam::aws:policy/AdministratorAccess']}; does not exist or is not attachable",
        "{'Policies':[{'PolicyName':'p','PolicyDocument':{}}]}; policy p: Statement is empty or missing",
      })
  void whatIsNotEvaluated_isRefused(String properties, String why) {
    assertThatThrownBy(() -> role.create(request(properties)))
        .isInstanceOf(ProvisioningException.class)
        .hasMessageContaining(why);
  }

  @Test
  void policyOfARoleThatIsNotThere_isRefused() {
    assertThatThrownBy(
            () -> policy.create(request("{'Roles':['nobody'],'PolicyDocument':" + DOCUMENT + "}")))
        .hasMessageContaining("there is no role nobody");
  }

  private static ResourceRequest request(String properties) throws JsonProcessingException {
    ObjectNode json = (ObjectNode) new ObjectMapper().readTree(properties.replace('\'', '"'));
    return new ResourceRequest("generated", json, false);
  }
}
