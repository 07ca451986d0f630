// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.report.LoadReport.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/** How a stack's stages are set: their mappings and the memory of their functions. */
final class StageSettings {

  private StageSettings() {}

  /** In the order of the pipeline. */
  static List<Settings> of(LambdaClient lambda, String stack) {
    List<Settings> all = new ArrayList<>();
    for (EventSourceMappingConfiguration mapping :
        lambda.listEventSourceMappingsPaginator(r -> {}).eventSourceMappings()) {
      PipelineStage.ofFunction(mapping.functionArn(), stack)
          .map(stage -> of(lambda, stack, stage, mapping))
          .ifPresent(all::add);
    }
    List<String> order = PipelineStage.functions();
    all.sort(Comparator.comparing(one -> order.indexOf(one.stage())));
    return all;
  }

  private static Settings of(
      LambdaClient lambda,
      String stack,
      PipelineStage stage,
      EventSourceMappingConfiguration mapping) {
    int memory =
        lambda.getFunctionConfiguration(r -> r.functionName(mapping.functionArn())).memorySize();
    boolean kinesis = mapping.eventSourceArn().contains(":kinesis:");
    return new Settings(
        stage.function(),
        mapping.batchSize(),
        mapping.maximumBatchingWindowInSeconds(),
        kinesis ? mapping.parallelizationFactor() : null,
        Optional.ofNullable(mapping.scalingConfig())
            .map(scaling -> scaling.maximumConcurrency())
            .orElse(null),
        memory);
  }
}
