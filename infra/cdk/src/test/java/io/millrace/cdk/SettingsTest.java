// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be chosen when the stack is deployed, from the committed template. */
class SettingsTest {

  private final JsonNode template = Golden.read(Golden.FILE);
  private final JsonNode parameters = template.path("Parameters");

  /** Lambda's own limits, or closer ones of the stage. */
  @ParameterizedTest
  @CsvSource({
    "UploadMaximumConcurrency, 2, 4, 1000, UploadMapping, /ScalingConfig/MaximumConcurrency",
    "UploadMemoryMegabytes, 128, 1024, 10240, UploadFunction, /MemorySize",
    "EnrichBatchSize, 1, 100, 10000, EnrichMapping, /BatchSize",
    "EnrichWindowSeconds, 0, 0, 300, EnrichMapping, /MaximumBatchingWindowInSeconds",
    "EnrichParallelization, 1, 1, 10, EnrichMapping, /ParallelizationFactor",
    "EnrichMemoryMegabytes, 128, 1024, 10240, EnrichFunction, /MemorySize",
    "ResizeBatchSize, 1, 4, 10, ResizeMapping, /BatchSize",
    "ResizeMaximumConcurrency, 2, 8, 1000, ResizeMapping, /ScalingConfig/MaximumConcurrency",
    "ResizeMemoryMegabytes, 128, 2048, 10240, ResizeFunction, /MemorySize",
    "AggregateBatchSize, 1, 1000, 1000, AggregateMapping, /BatchSize",
    "AggregateWindowSeconds, 0, 1, 60, AggregateMapping, /MaximumBatchingWindowInSeconds",
    "AggregateMemoryMegabytes, 128, 1024, 10240, AggregateFunction, /MemorySize",
    "PublishBatchSize, 1, 1000, 10000, PublishMapping, /BatchSize",
    "PublishWindowSeconds, 0, 5, 300, PublishMapping, /MaximumBatchingWindowInSeconds",
    "PublishMemoryMegabytes, 128, 1024, 10240, PublishFunction, /MemorySize",
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

  @Test
  void nothingElseMayBeChosen() {
    assertThat(parameters).hasSize(15 + 2);
    assertThat(parameters.properties())
        .extracting(Map.Entry::getKey)
        .contains("ArtifactsBucket", "ArtifactsPrefix");
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
