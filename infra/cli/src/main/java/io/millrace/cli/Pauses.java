// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Duration;

/** Waiting between two looks at something that has no way to call back. */
final class Pauses {

  private Pauses() {}

  static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("Interrupted", e);
    }
  }
}
