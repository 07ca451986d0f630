// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.tune.Setting;
import io.millrace.load.tune.TunedStage;
import io.millrace.local.LocalCloud;
import io.millrace.local.LocalStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.UpdateEventSourceMappingRequest;

/** The event source mappings of the stages while one is tuned: on, off, and with other settings. */
final class TuneMapping {

  private static final Duration LOOK = Duration.ofMillis(300);

  /** One look may fall between two stages; this many in a row do not. */
  private static final int LOOKS = 3;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final LambdaClient lambda;
  private final LocalCloud cloud;
  private final MappingSwitch mappings;

  TuneMapping(RunningCloud running) {
    this.lambda = running.clients().lambda();
    this.cloud = running.cloud();
    this.mappings = new MappingSwitch(lambda);
  }

  void off(Collection<TunedStage> stages) {
    List<String> uuids = stages.stream().map(this::uuid).toList();
    uuids.forEach(uuid -> mappings.turn(uuid, false));
    uuids.forEach(uuid -> mappings.await(uuid, false));
  }

  /** Turns the mapping of a stage on, with settings; it must be off. */
  void on(TunedStage stage, Setting setting) {
    UpdateEventSourceMappingRequest.Builder change =
        UpdateEventSourceMappingRequest.builder()
            .uuid(uuid(stage))
            .batchSize(setting.batchSize())
            .maximumBatchingWindowInSeconds(setting.windowSeconds())
            .enabled(true);
    if (stage.source().isQueue()) {
      change.scalingConfig(s -> s.maximumConcurrency(setting.maximumConcurrency()));
    } else {
      change.parallelizationFactor(setting.parallelization());
    }
    lambda.updateEventSourceMapping(change.build());
    mappings.await(uuid(stage), true);
  }

  /** Waits until these stages have dealt with all that their sources hold. */
  void drained(Collection<TunedStage> stages) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int idle = 0;
    while (idle < LOOKS) {
      if (System.nanoTime() > end) {
        throw new CommandException(
            "What was put in for tuning is not through after " + Texts.duration(PATIENCE));
      }
      Pauses.pause(LOOK);
      LocalStatus now = cloud.status();
      idle = stages.stream().allMatch(stage -> idle(stage, now)) ? idle + 1 : 0;
    }
  }

  private static boolean idle(TunedStage stage, LocalStatus now) {
    return now.mappings().stream()
        .filter(mapping -> Drain.name(mapping).equals(stage.function()))
        .allMatch(mapping -> mapping.caughtUp() && mapping.inFlight() == 0);
  }

  private String uuid(TunedStage stage) {
    return lambda
        .listEventSourceMappings(
            r -> r.functionName(RunningCloud.STACK + "-" + stage.function() + Arns.LIVE))
        .eventSourceMappings()
        .stream()
        .map(EventSourceMappingConfiguration::uuid)
        .findFirst()
        .orElseThrow(
            () -> new CommandException("Nothing feeds the function of stage " + stage.function()));
  }
}
