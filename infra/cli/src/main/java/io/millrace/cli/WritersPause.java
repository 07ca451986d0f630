// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/**
 * Keeps the stages that write records from working, by their event source mappings. What arrives
 * meanwhile waits in the stream and the queues. Only what was enabled is enabled again.
 */
final class WritersPause implements AutoCloseable {

  private static final Set<String> WRITERS = Set.of("upload", "enrich", "resize");
  private final LambdaClient lambda;
  private final MappingSwitch mappings;
  private final List<String> paused = new ArrayList<>();

  WritersPause(LambdaClient lambda) {
    this.lambda = lambda;
    this.mappings = new MappingSwitch(lambda);
  }

  /** Pauses; when it returns no mapping hands out a record any more. */
  synchronized void begin(String stack) {
    for (EventSourceMappingConfiguration mapping : writers(stack)) {
      if (mapping.state().startsWith("Enabl") || mapping.state().equals("Creating")) {
        paused.add(mapping.uuid());
        mappings.turn(mapping.uuid(), false);
      }
    }
    paused.forEach(uuid -> mappings.await(uuid, false));
  }

  /** Resumes. */
  @Override
  public synchronized void close() {
    List<String> resuming = List.copyOf(paused);
    paused.clear();
    resuming.forEach(uuid -> mappings.turn(uuid, true));
  }

  private List<EventSourceMappingConfiguration> writers(String stack) {
    return lambda.listEventSourceMappingsPaginator(r -> {}).eventSourceMappings().stream()
        .filter(mapping -> WRITERS.contains(stage(mapping, stack)))
        .toList();
  }

  private static String stage(EventSourceMappingConfiguration mapping, String stack) {
    String function = Arns.function(mapping.functionArn());
    return function.startsWith(stack + "-") ? function.substring(stack.length() + 1) : "";
  }
}
