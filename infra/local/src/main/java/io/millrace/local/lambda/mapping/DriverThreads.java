// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/** The virtual threads of the drivers. */
final class DriverThreads {
  private static final System.Logger LOG = System.getLogger(DriverThreads.class.getName());

  private DriverThreads() {}

  /**
   * A thread, not started; should it ever end by an exception, that is logged and shown as the
   * mapping's last result.
   */
  static Thread thread(String name, MappingNumbers numbers, Runnable task) {
    return Thread.ofVirtual()
        .name(name)
        .uncaughtExceptionHandler(
            (thread, fault) -> {
              numbers.problem(name + " has stopped: " + fault);
              LOG.log(System.Logger.Level.ERROR, () -> name + " has stopped", fault);
            })
        .unstarted(task);
  }
}
