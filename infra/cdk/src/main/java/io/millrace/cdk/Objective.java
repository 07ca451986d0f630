// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The service level objective: in 30 days, of all the times that Lambda handed an event to a stage,
 * {@link #PERCENT} percent end without a failure, be it the event's own or that of its whole batch.
 * A reject is no failure: what is wrong was judged and kept.
 *
 * <p>Counted by Lambda's mappings, not by the stages: a stage that runs out of time or memory
 * counts nothing. Burn rates and their windows as in "Alerting on SLOs", The Site Reliability
 * Workbook, chapter 5.
 */
final class Objective {

  static final double PERCENT = 99.9;

  /** Fewer in a window say nothing: with ten, one failure would use up the budget of a hundred. */
  static final int LEAST_EVENTS = 100;

  private Objective() {}

  /**
   * How many times faster than allowed failures use up the budget: 1 would use it up in just the 30
   * days. Ten metrics, as many as an alarm may have.
   */
  static Signal burnRate() {
    return new Signal(
        measures(), "IF(" + sum("") + " >= " + LEAST_EVENTS + ", " + usedPerEvent() + ", 0)");
  }

  /** Percent of the budget that failures of the time shown have left, as if it were the 30 days. */
  static Signal budgetLeft() {
    return new Signal(
        measures(), "IF(" + sum("") + " > 0, 100 - 100 * " + usedPerEvent() + ", 100)");
  }

  /** The share of failures in parts of the share that is allowed. */
  private static String usedPerEvent() {
    long perBudget = Math.round(100 / (100 - PERCENT));
    return perBudget + " * " + sum("Failed") + " / " + sum("");
  }

  private static Map<String, Measure> measures() {
    Map<String, Measure> measures = new TreeMap<>();
    for (String stage : Operations.STAGES) {
      measures.put(stage, Measure.mapping(stage, "InvokedEventCount"));
      measures.put(stage + "Failed", Measure.mapping(stage, "FailedInvokeEventCount"));
    }
    return measures;
  }

  private static String sum(String suffix) {
    return Operations.STAGES.stream()
        .map(stage -> "FILL(" + stage + suffix + ", 0)")
        .collect(Collectors.joining(" + ", "(", ")"));
  }
}
