// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.util.Map;
import java.util.OptionalInt;

/**
 * Which functions run under a debugger, and where it connects to.
 *
 * @param byFunction ports of the loopback interface by the function's name, or by what follows the
 *     stack's name in it: {@code enrich} for {@code millrace-enrich}
 */
public record DebugPorts(Map<String, Integer> byFunction) {
  public static final DebugPorts NONE = new DebugPorts(Map.of());

  public DebugPorts {
    byFunction = Map.copyOf(byFunction);
  }

  /** The port of a function that is to be debugged. */
  OptionalInt of(String function) {
    return byFunction.entrySet().stream()
        .filter(entry -> function.equals(entry.getKey()) || function.endsWith("-" + entry.getKey()))
        .mapToInt(Map.Entry::getValue)
        .findFirst();
  }
}
