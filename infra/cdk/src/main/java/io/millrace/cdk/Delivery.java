// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.CfnCodeDeployLambdaAliasUpdate;
import software.amazon.awscdk.CfnCondition;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnRule;
import software.amazon.awscdk.CfnUpdatePolicy;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.services.cloudwatch.CfnAlarm;
import software.amazon.awscdk.services.codedeploy.CfnApplication;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup.AlarmConfigurationProperty;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup.AlarmProperty;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup.AutoRollbackConfigurationProperty;
import software.amazon.awscdk.services.codedeploy.CfnDeploymentGroup.DeploymentStyleProperty;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lambda.CfnAlias;
import software.amazon.awscdk.services.lambda.CfnFunction;
import software.amazon.awscdk.services.lambda.CfnFunction.SnapStartProperty;
import software.amazon.awscdk.services.lambda.CfnVersion;
import software.amazon.awscdk.services.lambda.Function;
import software.constructs.Construct;

/**
 * How code comes to take traffic: a version of it is published, the deployment hook tries that
 * version, CodeDeploy moves the alias to it in the steps chosen, and back when an alarm goes off.
 */
final class Delivery {

  /**
   * In one step, for a function that folds: while two versions of it took turns, what a minute
   * counts would hang on which of them had it.
   */
  static final String AT_ONCE = "CodeDeployDefault.LambdaAllAtOnce";

  private final Construct scope;
  private final Choices choices;
  private final Artifacts artifacts;
  private final CfnApplication application;
  private final Role role;
  private final Function hook;
  private final CfnRule eitherStart;

  Delivery(Construct scope, Choices choices, Artifacts artifacts, Buckets buckets, Tables tables) {
    this.scope = scope;
    this.choices = choices;
    this.artifacts = artifacts;
    application =
        CfnApplication.Builder.create(scope, "DeploymentApplication")
            .applicationName(Aws.STACK_NAME)
            .computePlatform("Lambda")
            .build();
    role = DeploymentRole.create(scope);
    hook = Operations.hook(scope, choices, artifacts, buckets, tables);
    eitherStart =
        CfnRule.Builder.create(scope, "SnapStartOrProvisionedConcurrency")
            .ruleCondition(
                Fn.conditionEquals(choices.snapStart.getValueAsString(), Choices.SNAPSHOTS))
            .build();
  }

  /** Of a function whose versions may work side by side. */
  Release release(String id, StageFunction stage, Optional<CfnParameter> provisioned) {
    return release(id, stage, choices.deploymentConfig.getValueAsString(), provisioned);
  }

  /**
   * @param config of CodeDeploy: the steps in which traffic moves
   * @param provisioned environments held ready, by a parameter; none when it says 0
   */
  Release release(
      String id, StageFunction stage, String config, Optional<CfnParameter> provisioned) {
    Function function = stage.create(scope, id, choices, artifacts);
    String description = stage.description(scope, choices, artifacts);
    CfnFunction resource =
        (CfnFunction) Objects.requireNonNull(function.getNode().getDefaultChild());
    resource.setDescription(description);
    resource.setSnapStart(
        SnapStartProperty.builder().applyOn(choices.snapStart.getValueAsString()).build());
    CfnVersion version =
        CfnVersion.Builder.create(scope, id + "Version")
            .functionName(function.getFunctionName())
            .description(description)
            .build();
    // The alias goes back to it when the next one fails; and that one goes, because as long as it
    // stands Lambda publishes none like it, and the same release could not be deployed again.
    version.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
    CfnAlias alias =
        CfnAlias.Builder.create(scope, id + "Alias")
            .name(Release.ALIAS)
            .functionName(function.getFunctionName())
            .functionVersion(version.getAttrVersion())
            .build();
    provisioned.ifPresent(executions -> hold(alias, executions));
    CfnDeploymentGroup group = group(id, stage.name(), config);
    alias
        .getCfnOptions()
        .setUpdatePolicy(
            CfnUpdatePolicy.builder()
                .codeDeployLambdaAliasUpdate(
                    CfnCodeDeployLambdaAliasUpdate.builder()
                        .applicationName(application.getRef())
                        .deploymentGroupName(group.getRef())
                        .beforeAllowTrafficHook(hook.getFunctionName())
                        .build())
                .build());
    alias.addResourceDependency(group);
    // The hook of the same release tries it.
    alias.addResourceDependency(
        (CfnFunction) Objects.requireNonNull(hook.getNode().getDefaultChild()));
    return new Release(function, alias);
  }

  /** SnapStart and provisioned concurrency exclude each other; so the stack says no beforehand. */
  private void hold(CfnAlias alias, CfnParameter executions) {
    String name = executions.getLogicalId();
    eitherStart.addAssertion(
        Fn.conditionEquals(executions.getValueAsString(), "0"),
        executions.getNode().getId() + " must be 0 where SnapStart is " + Choices.SNAPSHOTS);
    CfnCondition some =
        CfnCondition.Builder.create(scope, executions.getNode().getId() + "Given")
            .expression(Fn.conditionNot(Fn.conditionEquals(executions.getValueAsString(), "0")))
            .build();
    alias.addPropertyOverride(
        "ProvisionedConcurrencyConfig",
        Fn.conditionIf(
            some.getLogicalId(),
            Map.of("ProvisionedConcurrentExecutions", Map.of("Ref", name)),
            Aws.NO_VALUE));
  }

  private CfnDeploymentGroup group(String id, String name, String config) {
    CfnAlarm errors = errors(id, name);
    return CfnDeploymentGroup.Builder.create(scope, id + "DeploymentGroup")
        .applicationName(application.getRef())
        .deploymentGroupName(Names.inRegion(name))
        .serviceRoleArn(role.getRoleArn())
        .deploymentConfigName(config)
        .deploymentStyle(
            DeploymentStyleProperty.builder()
                .deploymentType("BLUE_GREEN")
                .deploymentOption("WITH_TRAFFIC_CONTROL")
                .build())
        .autoRollbackConfiguration(
            AutoRollbackConfigurationProperty.builder()
                .enabled(true)
                .events(
                    List.of(
                        "DEPLOYMENT_FAILURE",
                        "DEPLOYMENT_STOP_ON_ALARM",
                        "DEPLOYMENT_STOP_ON_REQUEST"))
                .build())
        .alarmConfiguration(
            AlarmConfigurationProperty.builder()
                .enabled(true)
                .alarms(List.of(AlarmProperty.builder().name(errors.getRef()).build()))
                .build())
        .build();
  }

  /** A failed invocation of either version behind the alias; a reported record is none. */
  private CfnAlarm errors(String id, String name) {
    return CfnAlarm.Builder.create(scope, id + "ErrorsAlarm")
        .alarmName(Names.inRegion(name + "-errors"))
        .alarmDescription(
            "Invocations of "
                + name
                + " fail; a deployment goes back."
                + " infra/operations/runbooks/bad-deployment.md")
        .namespace("AWS/Lambda")
        .metricName("Errors")
        .dimensions(
            List.of(
                dimension("FunctionName", Names.inRegion(name)),
                dimension("Resource", Names.inRegion(name + ":" + Release.ALIAS))))
        .statistic("Sum")
        .period(60)
        .evaluationPeriods(1)
        .threshold(1)
        .comparisonOperator("GreaterThanOrEqualToThreshold")
        .treatMissingData("notBreaching")
        .build();
  }

  private static CfnAlarm.DimensionProperty dimension(String name, String value) {
    return CfnAlarm.DimensionProperty.builder().name(name).value(value).build();
  }
}
