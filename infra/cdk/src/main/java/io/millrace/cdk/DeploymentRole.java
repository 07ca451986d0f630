// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import software.amazon.awscdk.services.iam.PolicyDocument;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.constructs.Construct;

/**
 * What CodeDeploy may do: move the aliases of this stack, ask its alarms and call its hook. Source:
 * the managed policy AWSCodeDeployRoleForLambdaLimited, which does so in the whole account.
 */
final class DeploymentRole {

  private DeploymentRole() {}

  static Role create(Construct scope) {
    return Role.Builder.create(scope, "DeploymentRole")
        .assumedBy(new ServicePrincipal("codedeploy.amazonaws.com"))
        .inlinePolicies(
            Map.of(
                "deployment",
                PolicyDocument.Builder.create()
                    .statements(grants().stream().map(Grant::statement).toList())
                    .build()))
        .build();
  }

  private static List<Grant> grants() {
    return List.of(
        Grant.exact(
            "MoveAliases", each(Names::functionArn), "lambda:GetAlias", "lambda:UpdateAlias"),
        Grant.exact(
            "AwaitEnvironments", each(Names::aliasArn), "lambda:GetProvisionedConcurrencyConfig"),
        Grant.exact(
            "AskAlarms",
            each(function -> Names.alarmArn(function + "-errors")),
            "cloudwatch:DescribeAlarms"),
        Allow.on("CallHook", Names.functionArn(Operations.HOOK), "lambda:InvokeFunction"));
  }

  private static List<String> each(java.util.function.UnaryOperator<String> arn) {
    return Stream.concat(Operations.STAGES.stream(), Stream.of(Operations.REDRIVE))
        .map(arn)
        .toList();
  }
}
