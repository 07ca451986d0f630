// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stage's tuning: every candidate that keeps up with the workload, the front and the advice.
 *
 * @param presentSetting what the stack has now
 * @param present what it comes to; empty when it can't keep up
 * @param front by cost, the cheapest first
 * @param recommendation empty when nothing keeps up
 */
public record Tuning(
    Workload workload,
    Calibration calibration,
    List<Slo> objectives,
    Setting presentSetting,
    Optional<Candidate> present,
    List<Candidate> candidates,
    List<Candidate> front,
    Optional<Recommendation> recommendation) {

  /** Any will do, as long as it is always the same. */
  private static final long SEED = 1;

  /**
   * Sweeps.
   *
   * @param timeoutMillis of the function
   * @param mostDollars of a million units; null for any
   */
  public static Tuning of(
      Workload workload,
      Calibration calibration,
      Prices prices,
      StackParameters parameters,
      double timeoutMillis,
      Setting present,
      List<Slo> objectives,
      @Nullable Double mostDollars) {
    Model model = new Model(calibration, workload, prices, SEED);
    List<Candidate> candidates =
        new Sweep(workload.stage(), parameters, timeoutMillis).judge(model, calibration, present);
    return new Tuning(
        workload,
        calibration,
        objectives,
        present,
        candidates.stream().filter(one -> one.setting().equals(present)).findFirst(),
        candidates,
        Front.of(candidates),
        Recommendation.of(candidates, objectives, mostDollars, workload));
  }

  /**
   * The model of one setting at a rate where it was calibrated, to be compared with a run there.
   */
  public static Optional<Candidate> asMeasured(
      Workload workload, Calibration calibration, Prices prices, Setting setting) {
    return new Model(calibration, workload, prices, SEED).judgeAsMeasured(setting);
  }
}
