// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.ResourceInUseException;

/**
 * Keeps the stages that write records from working, by their event source mappings. What arrives
 * meanwhile waits in the stream and the queues. Only what was enabled is enabled again.
 */
final class WritersPause implements AutoCloseable {

  private static final Set<String> WRITERS = Set.of("upload", "enrich", "resize");
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A mapping that is disabled lets the invocation that runs end first. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LambdaClient lambda;
  private final List<String> paused = new ArrayList<>();

  WritersPause(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /** Pauses; when it returns no mapping hands out a record any more. */
  synchronized void begin(String stack) {
    for (EventSourceMappingConfiguration mapping : writers(stack)) {
      if (mapping.state().startsWith("Enabl") || mapping.state().equals("Creating")) {
        paused.add(mapping.uuid());
        set(mapping.uuid(), false);
      }
    }
    paused.forEach(uuid -> await(uuid, "Disabled"));
  }

  /** Resumes. */
  @Override
  public synchronized void close() {
    List<String> resuming = List.copyOf(paused);
    paused.clear();
    resuming.forEach(uuid -> set(uuid, true));
  }

  private List<EventSourceMappingConfiguration> writers(String stack) {
    return lambda.listEventSourceMappingsPaginator(r -> {}).eventSourceMappings().stream()
        .filter(mapping -> WRITERS.contains(stage(mapping, stack)))
        .toList();
  }

  private static String stage(EventSourceMappingConfiguration mapping, String stack) {
    String function = mapping.functionArn().substring(mapping.functionArn().lastIndexOf(':') + 1);
    return function.startsWith(stack + "-") ? function.substring(stack.length() + 1) : "";
  }

  private void set(String uuid, boolean enabled) {
    for (long waited = 0; ; waited += LOOK.toMillis()) {
      try {
        lambda.updateEventSourceMapping(r -> r.uuid(uuid).enabled(enabled));
        return;
      } catch (ResourceInUseException e) {
        // It is still on its way from the last change.
        give(uuid, waited, String.valueOf(e.getMessage()));
      }
    }
  }

  private void await(String uuid, String state) {
    String now = lambda.getEventSourceMapping(r -> r.uuid(uuid)).state();
    for (long waited = 0; !now.equals(state); waited += LOOK.toMillis()) {
      give(uuid, waited, "is " + now);
      now = lambda.getEventSourceMapping(r -> r.uuid(uuid)).state();
    }
  }

  private static void give(String uuid, long waited, String why) {
    if (waited > PATIENCE.toMillis()) {
      throw new CommandException(
          "The event source mapping " + uuid + " did not follow in 5 minutes: " + why);
    }
    Pauses.pause(LOOK);
  }
}
