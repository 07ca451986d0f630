// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.xray;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * X-Ray's default rule, for each function: the first invocation of every second, and five of a
 * hundred others. [xray-console-sampling] Thread-safe.
 */
final class Sampling {
  private static final double OF_THE_OTHERS = 0.05;

  private final InstantSource clock;
  private final DoubleSupplier chance;
  private final Map<String, Long> lastSecond = new HashMap<>();

  /**
   * @param chance evenly from 0 to 1, 1 excluded
   */
  Sampling(InstantSource clock, DoubleSupplier chance) {
    this.clock = clock;
    this.chance = chance;
  }

  synchronized boolean sampled(String function) {
    Long second = clock.instant().getEpochSecond();
    return !second.equals(lastSecond.put(function, second)) || chance.getAsDouble() < OF_THE_OTHERS;
  }
}
