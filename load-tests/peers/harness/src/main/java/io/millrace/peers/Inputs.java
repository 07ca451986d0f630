// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

/** The events of a run: the same for every side. */
record Inputs(Input warmUp, Input measured) {
  private static final long WARM_UP_SEED = 1;
  private static final long SEED = 20_261_123;

  static Inputs of(int events) {
    return new Inputs(
        Input.of(WARM_UP_SEED, events / Limits.WARM_UP_DIVISOR), Input.of(SEED, events));
  }
}
