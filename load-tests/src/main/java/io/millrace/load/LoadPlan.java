// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport;
import java.time.Duration;

/**
 * What is to be put in.
 *
 * @param rate events a second at the height of the shape
 * @param warmUp so much at the beginning is not measured
 * @param poison of a thousand events, how many can't be read
 * @param seed decides the traffic
 */
public record LoadPlan(
    Shape shape,
    double rate,
    Duration duration,
    Duration warmUp,
    Mix mix,
    double poison,
    long seed) {

  /** The same at another rate. */
  public LoadPlan at(double otherRate) {
    return new LoadPlan(shape, otherRate, duration, warmUp, mix, poison, seed);
  }

  Schedule schedule() {
    return shape.schedule(rate, duration);
  }

  /** As the report has it. */
  public LoadReport.Plan toReport() {
    return new LoadReport.Plan(
        rate,
        duration.toMillis() / 1e3,
        shape.key(),
        mix.toString(),
        poison,
        seed,
        warmUp.toMillis() / 1e3);
  }
}
