// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

/** Nothing that the harness started outlives it, however it is ended. */
final class Leftovers {

  private Leftovers() {}

  /** Ends the process, as a terminal would, when this one ends. */
  static void endWithUs(Process process) {
    Thread hook = new Thread(process::destroy, "end-" + process.pid());
    Runtime.getRuntime().addShutdownHook(hook);
    process
        .onExit()
        .thenRun(
            () -> {
              try {
                Runtime.getRuntime().removeShutdownHook(hook);
              } catch (IllegalStateException e) {
                // The hook runs already; the process has ended by it.
              }
            });
  }
}
