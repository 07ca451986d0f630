// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be chosen when the stack is deployed, from the committed template. */
class SettingsTest {

  private final JsonNode template = Golden.read(Golden.FILE);
  private final JsonNode parameters = template.path("Parameters");

  /** Lambda's own limits, or closer ones of the stage. */
  @ParameterizedTest
  @CsvSource({
    "UploadMaximumConcurrency, 2, 4, 1000, UploadMapping, /ScalingConfig/MaximumConcurrency",
    "UploadMemoryMegabytes, 128, 1024, 10240, UploadFunction, /MemorySize",
    "UploadProvisionedConcurrency, 0, 0, 1000, UploadFunctionAlias, /ProvisionedConcurrencyConfig/Fn::If/1/ProvisionedConcurrentExecutions",
    "EnrichBatchSize, 1, 100, 10000, EnrichMapping, /BatchSize",
    "EnrichWindowSeconds, 0, 0, 300, EnrichMapping, /MaximumBatchingWindowInSeconds",
    "EnrichParallelization, 1, 1, 10, EnrichMapping, /ParallelizationFactor",
    "EnrichMemoryMegabytes, 128, 1024, 10240, EnrichFunction, /MemorySize",
    "EnrichProvisionedConcurrency, 0, 0, 1000, EnrichFunctionAlias, /ProvisionedConcurrencyConfig/Fn::If/1/ProvisionedConcurrentExecutions",
    "ResizeBatchSize, 1, 4, 10, ResizeMapping, /BatchSize",
    "ResizeMaximumConcurrency, 2, 8, 1000, ResizeMapping, /ScalingConfig/MaximumConcurrency",
    "ResizeMemoryMegabytes, 128, 2048, 10240, ResizeFunction, /MemorySize",
    "ResizeProvisionedConcurrency, 0, 0, 1000, ResizeFunctionAlias, /ProvisionedConcurrencyConfig/Fn::If/1/ProvisionedConcurrentExecutions",
    "AggregateBatchSize, 1, 1000, 1000, AggregateMapping, /BatchSize",
    "AggregateWindowSeconds, 0, 1, 60, AggregateMapping, /MaximumBatchingWindowInSeconds",
    "AggregateMemoryMegabytes, 128, 1024, 10240, AggregateFunction, /MemorySize",
    "AggregateProvisionedConcurrency, 0, 0, 1000, AggregateFunctionAlias, /ProvisionedConcurrencyConfig/Fn::If/1/ProvisionedConcurrentExecutions",
    "PublishBatchSize, 1, 1000, 10000, PublishMapping, /BatchSize",
    "PublishWindowSeconds, 0, 5, 300, PublishMapping, /MaximumBatchingWindowInSeconds",
    "PublishMemoryMegabytes, 128, 1024, 10240, PublishFunction, /MemorySize",
    "PublishProvisionedConcurrency, 0, 0, 1000, PublishFunctionAlias, /ProvisionedConcurrencyConfig/Fn::If/1/ProvisionedConcurrentExecutions",
  })
  void setting_hasADefaultWithinItsBounds_andReachesItsResource(
      String name, int least, int usual, int most, String resource, String property) {
    JsonNode parameter = parameters.path(name);

    assertThat(parameter.path("Type").asText()).isEqualTo("Number");
    assertThat(parameter.path("MinValue").asInt(-1)).isEqualTo(least);
    assertThat(parameter.path("Default").asInt(-1)).isEqualTo(usual);
    assertThat(parameter.path("MaxValue").asInt(-1)).isEqualTo(most);
    assertThat(parameter.path("Description").asText()).isNotBlank();
    assertThat(
            template.path("Resources").path(resource).path("Properties").at(property).path("Ref"))
        .hasToString("\"" + name + "\"");
  }

  /** Each with the resources that it reaches, by their property. */
  @ParameterizedTest
  @CsvSource({
    "DeletionProtection, false, RecordsTable, /DeletionProtectionEnabled/Ref",
    "DeletionProtection, false, AggregatesTable, /DeletionProtectionEnabled/Ref",
    "StreamMode, ON_DEMAND, EventsStream, /StreamModeDetails/StreamMode/Ref",
    "StreamShards, 4, EventsStream, /ShardCount/Fn::If/1/Ref",
    "StreamRetentionHours, 24, EventsStream, /RetentionPeriodHours/Ref",
    "LogRetentionDays, 14, EnrichFunctionLogs, /RetentionInDays/Ref",
    "LogRetentionDays, 14, RedriveFunctionLogs, /RetentionInDays/Ref",
    "SnapStart, PublishedVersions, AggregateFunction, /SnapStart/ApplyOn/Ref",
    "Tracing, Active, PublishFunction, /TracingConfig/Mode/Ref",
    "DeploymentConfig, CodeDeployDefault.LambdaAllAtOnce, EnrichFunctionDeploymentGroup,"
        + " /DeploymentConfigName/Ref",
    "MonthlyBudgetDollars, 0, Budget, /Budget/BudgetLimit/Amount/Ref",
    "BudgetEmail, '', Budget, /NotificationsWithSubscribers/0/Subscribers/0/Address/Ref",
    "BudgetEmail, '', CostAlarm, /Subscribers/0/Address/Ref",
  })
  void choice_reachesItsResource(String name, String usual, String resource, String property) {
    assertThat(parameters.path(name).path("Default").asText("none")).isEqualTo(usual);
    assertThat(parameters.path(name).path("Description").asText()).isNotBlank();
    assertThat(template.path("Resources").path(resource).path("Properties").at(property).asText())
        .isEqualTo(name);
  }

  @Test
  void shards_areOfAProvisionedStreamOnly() {
    assertThat(template.at("/Conditions/StreamIsProvisioned").toString())
        .isEqualTo("{\"Fn::Equals\":[{\"Ref\":\"StreamMode\"},\"PROVISIONED\"]}");
    assertThat(template.at("/Resources/EventsStream/Properties/ShardCount").toString())
        .isEqualTo(
            "{\"Fn::If\":[\"StreamIsProvisioned\",{\"Ref\":\"StreamShards\"},"
                + "{\"Ref\":\"AWS::NoValue\"}]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Budget", "CostMonitor", "CostAlarm"})
  void costIsWatched_whereAnAmountAndAnAddressAreGiven(String resource) {
    assertThat(template.path("Resources").path(resource).path("Condition").asText())
        .isEqualTo("BudgetGiven");
    assertThat(template.at("/Conditions/BudgetGiven/Fn::And")).hasSize(2);
  }

  /** Also what cost is counted by. */
  @Test
  void everythingThatTakesTags_saysWhatItIsOf() {
    List<JsonNode> tagged = template.path("Resources").findValues("Tags");

    assertThat(tagged).hasSizeGreaterThan(30);
    assertThat(tagged)
        .allSatisfy(
            tags -> {
              assertThat(tags.findValuesAsText("Key"))
                  .containsExactly("Owner", "Pipeline", "Profile", "Project");
              assertThat(tags.toString())
                  .contains("AWS::StackName", "{\"Ref\":\"Owner\"}", "{\"Ref\":\"Profile\"}");
            });
    assertThat(template.at("/Resources/Budget/Properties/Budget/CostFilters").toString())
        .contains("user:Pipeline$${AWS::StackName}");
  }

  @Test
  void whatWouldBreakAStage_isFixed() {
    JsonNode resources = template.path("Resources");

    assertThat(resources.at("/AggregateMapping/Properties/ParallelizationFactor").asInt())
        .isEqualTo(1);
    assertThat(resources.at("/UploadMapping/Properties/BatchSize").asInt()).isEqualTo(1);
    // 6 timeouts of visibility, and none for a window
    assertThat(resources.at("/UploadMapping/Properties/MaximumBatchingWindowInSeconds").asInt(-1))
        .isZero();
    assertThat(resources.at("/ResizeMapping/Properties/MaximumBatchingWindowInSeconds").asInt(-1))
        .isZero();
  }
}
