// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.util.List;
import java.util.function.Predicate;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;

/** Leaves on what a side needs, so that nothing else runs. */
final class Mappings {

  private Mappings() {}

  /** Disables the mappings of all functions but these, and waits until they are. */
  static void keepOnly(LambdaClient lambda, Predicate<String> functionArn) {
    List<String> unwanted =
        lambda.listEventSourceMappings().eventSourceMappings().stream()
            .filter(mapping -> !functionArn.test(mapping.functionArn()))
            .map(EventSourceMappingConfiguration::uuid)
            .toList();
    unwanted.forEach(uuid -> lambda.updateEventSourceMapping(m -> m.uuid(uuid).enabled(false)));
    long end = System.nanoTime() + Limits.START.toNanos();
    for (String uuid : unwanted) {
      while (!lambda.getEventSourceMapping(m -> m.uuid(uuid)).state().equals("Disabled")) {
        Limits.pause(Limits.LOOK, end, "disabling the mapping " + uuid);
      }
    }
  }
}
