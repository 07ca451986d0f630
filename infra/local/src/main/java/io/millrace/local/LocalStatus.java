// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import io.millrace.local.lambda.FunctionStatus;
import io.millrace.local.lambda.MappingStatus;
import java.util.List;
import java.util.Map;

/**
 * A moment of the local cloud, as {@code GET /_millrace/status} gives it.
 *
 * @param endpoint where all services answer
 * @param idle whether everything sent so far is dealt with, see {@link LocalCloud#idle}
 * @param queues by name
 * @param photoEvents the last entries put on event buses, oldest first: members eventBus and event
 * @param withoutLocalEffect what the template asks for and has no effect here, each with its path
 */
public record LocalStatus(
    String endpoint,
    boolean idle,
    List<MappingStatus> mappings,
    List<FunctionStatus> functions,
    List<Queue> queues,
    List<Map<String, Object>> photoEvents,
    List<String> withoutLocalEffect) {

  public LocalStatus {
    mappings = List.copyOf(mappings);
    functions = List.copyOf(functions);
    queues = List.copyOf(queues);
    photoEvents = List.copyOf(photoEvents);
    withoutLocalEffect = List.copyOf(withoutLocalEffect);
  }

  /**
   * A queue.
   *
   * @param visible messages that wait, those with a delay among them
   * @param inFlight messages received and neither deleted nor visible again
   * @param deadLetters whether another queue sends here what failed
   */
  public record Queue(String name, long visible, long inFlight, boolean deadLetters) {}
}
