// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How code comes to take traffic, from the committed template. */
class DeliveryTest {

  private static final List<String> FUNCTIONS =
      List.of("Upload", "Enrich", "Resize", "Aggregate", "Publish", "Redrive");

  private final JsonNode template = Golden.read(Golden.FILE);
  private final JsonNode resources = template.path("Resources");

  static List<String> functions() {
    return FUNCTIONS;
  }

  @ParameterizedTest
  @MethodSource("functions")
  void version_isPublished_whenWhatShapesItChanges_andStays_unlessItFails(String name) {
    JsonNode version = resources.path(name + "FunctionVersion");
    JsonNode function = resources.path(name + "Function").path("Properties");

    assertThat(version.path("Type").asText()).isEqualTo("AWS::Lambda::Version");
    assertThat(version.path("DeletionPolicy").asText()).isEqualTo("RetainExceptOnCreate");
    assertThat(version.path("UpdateReplacePolicy").asText()).isEqualTo("Retain");
    assertThat(version.at("/Properties/FunctionName/Ref").asText()).isEqualTo(name + "Function");
    assertThat(function.at("/SnapStart/ApplyOn/Ref").asText()).isEqualTo("SnapStart");
    JsonNode description = version.at("/Properties/Description");
    assertThat(description.findValuesAsText("Ref")).containsAll(parametersOf(function));
    assertThat(conditionsIn(description)).containsAll(conditionsIn(function.path("Environment")));
    // Lambda publishes no version of a function that is as it was: the text is the function's too
    assertThat(function.path("Description")).isEqualTo(description);
  }

  /** The other properties stand in the template, and their hash in the description. */
  @ParameterizedTest
  @MethodSource("functions")
  void whatAVersionHolds_isInItsDescription(String name) {
    Set<String> held = new TreeSet<>();
    resources.path(name + "Function").path("Properties").fieldNames().forEachRemaining(held::add);
    held.removeAll(List.of("FunctionName", "Role", "RecursiveLoop", "Tags", "Description"));
    // by the parameters in it
    held.removeAll(List.of("Code", "MemorySize", "SnapStart", "TracingConfig"));

    assertThat(held)
        .as("if this grows, StageFunction's hash has to")
        .containsExactly(
            "Architectures", "Environment", "Handler", "LoggingConfig", "Runtime", "Timeout");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void alias_goesToTheNextVersion_asCodeDeployTakesIt(String name) {
    JsonNode alias = resources.path(name + "FunctionAlias");

    assertThat(alias.path("Type").asText()).isEqualTo("AWS::Lambda::Alias");
    assertThat(alias.at("/Properties/Name").asText()).isEqualTo("live");
    assertThat(alias.at("/Properties/FunctionName/Ref").asText()).isEqualTo(name + "Function");
    assertThat(alias.at("/Properties/FunctionVersion/Fn::GetAtt/0").asText())
        .isEqualTo(name + "FunctionVersion");
    JsonNode policy = alias.at("/UpdatePolicy/CodeDeployLambdaAliasUpdate");
    assertThat(policy.at("/ApplicationName/Ref").asText()).isEqualTo("DeploymentApplication");
    assertThat(policy.at("/DeploymentGroupName/Ref").asText())
        .isEqualTo(name + "FunctionDeploymentGroup");
    assertThat(policy.at("/BeforeAllowTrafficHook/Ref").asText())
        .isEqualTo("DeploymentHookFunction");
    assertThat(alias.path("DependsOn").toString())
        .contains(name + "FunctionDeploymentGroup", "DeploymentHookFunction");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void deploymentGroup_goesBack_onFailureAndOnErrorsOfTheAlias(String name) {
    JsonNode group = resources.path(name + "FunctionDeploymentGroup").path("Properties");

    assertThat(group.at("/AutoRollbackConfiguration/Enabled").asBoolean()).isTrue();
    assertThat(group.at("/AutoRollbackConfiguration/Events").toString())
        .contains("DEPLOYMENT_FAILURE", "DEPLOYMENT_STOP_ON_ALARM", "DEPLOYMENT_STOP_ON_REQUEST");
    assertThat(group.at("/AlarmConfiguration/Enabled").asBoolean()).isTrue();
    assertThat(group.at("/AlarmConfiguration/Alarms/0/Name/Ref").asText())
        .isEqualTo(name + "FunctionErrorsAlarm");
    assertThat(group.at("/ServiceRoleArn/Fn::GetAtt/0").asText()).isEqualTo("DeploymentRole");
    JsonNode alarm = resources.path(name + "FunctionErrorsAlarm").path("Properties");
    assertThat(alarm.path("MetricName").asText()).isEqualTo("Errors");
    assertThat(alarm.at("/Dimensions/1/Value/Fn::Sub").asText()).endsWith(":live");
    assertThat(alarm.path("TreatMissingData").asText()).isEqualTo("notBreaching");
  }

  /** Two versions of a fold that take turns would count a minute half one way, half the other. */
  @Test
  void aggregator_isNotSplit_whateverIsChosen() {
    for (String name : FUNCTIONS) {
      JsonNode config =
          resources.at("/" + name + "FunctionDeploymentGroup/Properties/DeploymentConfigName");
      if (name.equals("Aggregate")) {
        assertThat(config.asText()).isEqualTo("CodeDeployDefault.LambdaAllAtOnce");
      } else {
        assertThat(config.path("Ref").asText()).isEqualTo("DeploymentConfig");
      }
    }
  }

  @Test
  void snapStartAndProvisionedConcurrency_areRefusedTogether() {
    JsonNode rule = template.at("/Rules/SnapStartOrProvisionedConcurrency");

    assertThat(rule.at("/RuleCondition/Fn::Equals").toString())
        .isEqualTo("[{\"Ref\":\"SnapStart\"},\"PublishedVersions\"]");
    assertThat(rule.path("Assertions").findValuesAsText("Ref"))
        .containsExactly(
            "UploadProvisionedConcurrency",
            "EnrichProvisionedConcurrency",
            "ResizeProvisionedConcurrency",
            "AggregateProvisionedConcurrency",
            "PublishProvisionedConcurrency");
  }

  private Set<String> parametersOf(JsonNode function) {
    Set<String> names = new TreeSet<>(function.path("Environment").findValuesAsText("Ref"));
    names.add("ArtifactsPrefix");
    names.add("DeploymentAttempt");
    names.addAll(function.path("SnapStart").findValuesAsText("Ref"));
    names.addAll(function.path("TracingConfig").findValuesAsText("Ref"));
    names.addAll(function.path("MemorySize").findValuesAsText("Ref"));
    names.retainAll(
        template.path("Parameters").properties().stream().map(Map.Entry::getKey).toList());
    return names;
  }

  private static List<String> conditionsIn(JsonNode node) {
    return node.findValues("Fn::If").stream().map(choice -> choice.path(0).asText()).toList();
  }
}
