// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport.Search;
import io.millrace.load.report.LoadReport.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Finds the highest rate that holds: doubles it until one does not (or halves it until one does),
 * then bisects. The first trial meets functions that never ran: where it fails, it is made again.
 * What is tried is bounded in number.
 */
public final class FindMax {

  /** Each takes half a minute or more. */
  static final int MOST_TRIALS = 14;

  /** The two rates between which the limit lies are this near in the end. */
  static final double NEAR = 1.1;

  private final String slo;
  private final Try attempt;
  private final Consumer<Trial> told;
  private final BooleanSupplier stop;
  private final List<Trial> trials = new ArrayList<>();

  /** A run at a rate. */
  @FunctionalInterface
  public interface Try {
    Trial at(double rate);
  }

  /**
   * @param slo for the report
   * @param told each trial as it ends
   * @param stop true ends the search; the trial that runs then does not count
   */
  public FindMax(String slo, Try attempt, Consumer<Trial> told, BooleanSupplier stop) {
    this.slo = slo;
    this.attempt = attempt;
    this.told = told;
    this.stop = stop;
  }

  /**
   * Searches.
   *
   * @param start the first rate to be tried
   */
  public Search from(double start) {
    double held = 0;
    double failed = Double.POSITIVE_INFINITY;
    double rate = start;
    while (trials.size() < MOST_TRIALS && (held == 0 || failed / held > NEAR)) {
      Trial trial = attempt.at(rate);
      if (stop.getAsBoolean()) {
        break;
      }
      trials.add(trial);
      told.accept(trial);
      if (trials.size() == 1 && !trial.held()) {
        continue;
      }
      if (trial.held()) {
        held = rate;
      } else {
        failed = rate;
      }
      if (failed < 1) {
        break; // less than one event a second is no rate to look for
      }
      rate = next(held, failed);
    }
    return new Search(slo, held, Double.isFinite(failed), trials);
  }

  /** The middle of rates is the geometric one: what counts is the ratio. */
  private static double next(double held, double failed) {
    if (Double.isInfinite(failed)) {
      return held * 2;
    }
    return whole(held == 0 ? failed / 2 : Math.sqrt(held * failed));
  }

  private static double whole(double rate) {
    return rate > 10 ? Math.rint(rate) : rate;
  }
}
