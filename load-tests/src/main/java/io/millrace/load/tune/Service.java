// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.List;
import java.util.Random;

/**
 * How long an invocation takes.
 *
 * @param millis by the batch's size
 * @param spread factors of equal probability, with a mean of 1
 */
record Service(Line millis, List<Double> spread) {

  /** Memory that comes with one vCPU. [configuration-memory] */
  static final double MEGABYTES_OF_A_VCPU = 1_769;

  static final List<Double> NO_SPREAD = List.of(1.0);

  /**
   * With the processor that comes with a memory: below one vCPU what is computed takes longer, and
   * what is waited for does not. Beyond one it goes no faster than measured, as a stage works on
   * one record after the other; where more than a core's time was measured, up to that.
   */
  static Service of(Calibration calibration, int memoryMegabytes) {
    double share = Math.min(memoryMegabytes / MEGABYTES_OF_A_VCPU, calibration.cores());
    return of(calibration, calibration.cpuMillis().times(1 / share));
  }

  /** As it was measured, where memory takes no processor away. */
  static Service asMeasured(Calibration calibration) {
    return of(calibration, calibration.cpuMillis().times(1 / calibration.cores()));
  }

  private static Service of(Calibration calibration, Line computed) {
    return new Service(
        computed.plus(calibration.waitMillis()),
        calibration.spread().isEmpty() ? NO_SPREAD : calibration.spread());
  }

  double mean(double records) {
    return millis.at(records);
  }

  double draw(int records, Random random) {
    return millis.at(records) * spread.get(random.nextInt(spread.size()));
  }
}
