// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which failures a command is about: options of all {@code dlq} commands. */
final class DlqSelection {

  @Option(
      names = "--stage",
      paramLabel = "STAGE",
      converter = PipelineStage.Name.class,
      description = "Only of upload, enrich, resize, aggregate or publish.")
  private @Nullable PipelineStage stage;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      converter = Ago.class,
      description =
          "Only what failed within this time, such as 30m, 2h or 1d. Queues, which go back as a"
              + " whole, are then left out.")
  private @Nullable Duration since;

  boolean takes(String function) {
    return stage == null || stage.function().equals(function);
  }

  boolean takes(Instant failed, Instant now) {
    return since == null || !failed.isBefore(now.minus(since));
  }

  boolean takesQueues() {
    return since == null;
  }
}
