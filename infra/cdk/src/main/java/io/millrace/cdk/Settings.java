// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import software.amazon.awscdk.CfnParameter;
import software.constructs.Construct;

/**
 * The settings of a stage that may be chosen when the stack is deployed: template parameters named
 * {@code <Stage><Setting>}, with the bounds that Lambda has for them where the stage has no closer
 * ones. Sources: CreateEventSourceMapping, CreateFunction and ScalingConfig in the API reference.
 *
 * <p>What must not be chosen is no parameter: aggregate's lanes, because its marks are stretches of
 * one sequence; a queue's batching window, because the visibility timeout would have to grow with
 * it; upload's batch of one.
 */
final class Settings {

  static final int MOST_OF_A_STREAM = 10_000;

  /** More would need a batching window. */
  static final int MOST_OF_A_QUEUE = 10;

  static final int LONGEST_WINDOW_SECONDS = 300;

  private static final int MOST_LANES = 10;
  private static final int LEAST_CONCURRENCY = 2;
  private static final int MOST_CONCURRENCY = 1_000;
  private static final int LEAST_MEGABYTES = 128;
  private static final int MOST_MEGABYTES = 10_240;

  private final Construct scope;
  private final String stage;

  /**
   * @param stage as the names of its parameters begin, such as {@code Enrich}
   */
  Settings(Construct scope, String stage) {
    this.scope = scope;
    this.stage = stage;
  }

  Number batchSize(int value, int most) {
    return number("BatchSize", "Records of a batch, at most", value, 1, most);
  }

  Number windowSeconds(int value, int most) {
    return number("WindowSeconds", "Seconds a batch is gathered, at most", value, 0, most);
  }

  Number parallelization(int value) {
    return number("Parallelization", "Batches of a shard at a time", value, 1, MOST_LANES);
  }

  Number maximumConcurrency(int value) {
    return number(
        "MaximumConcurrency",
        "Batches of the queue at a time, at most",
        value,
        LEAST_CONCURRENCY,
        MOST_CONCURRENCY);
  }

  Number memoryMegabytes(int value) {
    return number(
        "MemoryMegabytes",
        "Memory, and processor with it: 1769 is one vCPU",
        value,
        LEAST_MEGABYTES,
        MOST_MEGABYTES);
  }

  /** The parameter itself, because there is nothing to hold ready when it says 0. */
  CfnParameter provisionedConcurrency() {
    return parameter("ProvisionedConcurrency", "Environments held ready", 0, 0, MOST_CONCURRENCY);
  }

  private Number number(String setting, String description, int value, int least, int most) {
    return parameter(setting, description, value, least, most).getValueAsNumber();
  }

  private CfnParameter parameter(
      String setting, String description, int value, int least, int most) {
    return CfnParameter.Builder.create(scope, stage + setting)
        .type("Number")
        .description(description)
        .defaultValue(value)
        .minValue(least)
        .maxValue(most)
        .build();
  }
}
