// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The settings of one stage. What a stage can't choose has the value it is fixed at.
 *
 * @param batchSize records or messages, at most
 * @param windowSeconds how long a batch is gathered, at most
 * @param parallelization lanes of a shard; 1 for a queue
 * @param maximumConcurrency batches of a queue at a time; 0 for a stream
 */
public record Setting(
    int batchSize,
    int windowSeconds,
    int parallelization,
    int maximumConcurrency,
    int memoryMegabytes) {

  static final String BATCH_SIZE = "BatchSize";
  static final String WINDOW_SECONDS = "WindowSeconds";
  static final String PARALLELIZATION = "Parallelization";
  static final String MAXIMUM_CONCURRENCY = "MaximumConcurrency";
  static final String MEMORY_MEGABYTES = "MemoryMegabytes";

  /** What the stack has, given these choices. */
  public static Setting of(
      TunedStage stage, StackParameters parameters, Map<String, String> choices) {
    boolean queue = stage.source().isQueue();
    return new Setting(
        value(stage.parameter(BATCH_SIZE), parameters, choices, 1),
        value(stage.parameter(WINDOW_SECONDS), parameters, choices, 0),
        value(stage.parameter(PARALLELIZATION), parameters, choices, 1),
        value(stage.parameter(MAXIMUM_CONCURRENCY), parameters, choices, queue ? 2 : 0),
        value(stage.parameter(MEMORY_MEGABYTES), parameters, choices, 0));
  }

  private static int value(
      String name, StackParameters parameters, Map<String, String> choices, int fixed) {
    return parameters
        .bounds(name)
        .map(
            bounds ->
                choices.containsKey(name) ? Integer.parseInt(choices.get(name)) : bounds.usual())
        .orElse(fixed);
  }

  /** As parameters of the stack, those that it has. */
  public Map<String, String> choices(TunedStage stage, StackParameters parameters) {
    Map<String, String> choices = new LinkedHashMap<>();
    choices.put(stage.parameter(BATCH_SIZE), Integer.toString(batchSize));
    choices.put(stage.parameter(WINDOW_SECONDS), Integer.toString(windowSeconds));
    choices.put(stage.parameter(PARALLELIZATION), Integer.toString(parallelization));
    choices.put(stage.parameter(MAXIMUM_CONCURRENCY), Integer.toString(maximumConcurrency));
    choices.put(stage.parameter(MEMORY_MEGABYTES), Integer.toString(memoryMegabytes));
    choices.keySet().removeIf(name -> parameters.bounds(name).isEmpty());
    return choices;
  }

  /** Batches at a time. */
  int lanes(TunedStage stage, int shards) {
    return stage.source().isQueue() ? maximumConcurrency : shards * parallelization;
  }

  /** For a person. */
  public String text(TunedStage stage) {
    return stage.source().isQueue()
        ? "batch "
            + batchSize
            + ", concurrency "
            + maximumConcurrency
            + ", "
            + memoryMegabytes
            + " MB"
        : "batch "
            + batchSize
            + ", window "
            + windowSeconds
            + " s, "
            + parallelization
            + (parallelization == 1 ? " lane, " : " lanes, ")
            + memoryMegabytes
            + " MB";
  }
}
