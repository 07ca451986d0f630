// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Duration;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.ResourceInUseException;

/**
 * Turns event source mappings off and on. Lambda takes a while for either, and takes no other
 * change of the mapping meanwhile.
 */
final class MappingSwitch {

  private static final Duration LOOK = Duration.ofMillis(200);

  /** A mapping that is disabled lets the invocation that runs end first. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final LambdaClient lambda;

  MappingSwitch(LambdaClient lambda) {
    this.lambda = lambda;
  }

  /** Asks for the change, as soon as the mapping takes one. */
  void turn(String uuid, boolean enabled) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        lambda.updateEventSourceMapping(r -> r.uuid(uuid).enabled(enabled));
        return;
      } catch (ResourceInUseException e) {
        // It is still on its way from the last change.
        pause(uuid, end, String.valueOf(e.getMessage()));
      }
    }
  }

  /** Waits until the change is there. */
  void await(String uuid, boolean enabled) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    String wanted = enabled ? "Enabled" : "Disabled";
    String now = lambda.getEventSourceMapping(r -> r.uuid(uuid)).state();
    while (!now.equals(wanted)) {
      pause(uuid, end, "is " + now);
      now = lambda.getEventSourceMapping(r -> r.uuid(uuid)).state();
    }
  }

  private static void pause(String uuid, long end, String why) {
    if (System.nanoTime() > end) {
      throw new CommandException(
          "The event source mapping "
              + uuid
              + " did not follow in "
              + Texts.duration(PATIENCE)
              + ": "
              + why);
    }
    Pauses.pause(LOOK);
  }
}
