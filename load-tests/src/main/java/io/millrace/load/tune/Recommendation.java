// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The cheapest candidate that meets the objectives with room to spare.
 *
 * @param candidate the closest one when none does
 * @param meets whether it meets everything
 * @param why in one sentence, or what is missing
 */
public record Recommendation(Candidate candidate, boolean meets, String why) {

  /** Beyond it, a burst or a slow batch is felt for long. */
  public static final double MOST_UTILIZATION = 0.7;

  /**
   * @param most dollars of a million units; null for any
   * @return empty when no candidate keeps up with the workload
   */
  static Optional<Recommendation> of(
      List<Candidate> candidates, List<Slo> objectives, @Nullable Double most, Workload workload) {
    Optional<Candidate> cheapest =
        candidates.stream()
            .filter(candidate -> missing(candidate, objectives, most).isEmpty())
            .min(
                Comparator.comparingDouble(Candidate::dollarsPerMillion)
                    .thenComparingDouble(candidate -> candidate.age().p99())
                    .thenComparingDouble(Candidate::utilization));
    if (cheapest.isPresent()) {
      return Optional.of(
          new Recommendation(cheapest.get(), true, why(cheapest.get(), objectives, workload)));
    }
    return candidates.stream()
        .min(
            Comparator.comparingDouble(
                    (Candidate candidate) -> distance(candidate, objectives, most))
                .thenComparingDouble(Candidate::dollarsPerMillion))
        .map(
            closest ->
                new Recommendation(
                    closest,
                    false,
                    "Nothing in the sweep meets all of it; the closest is "
                        + closest.setting().text(workload.stage())
                        + ", which misses "
                        + String.join(" and ", missing(closest, objectives, most))
                        + "."));
  }

  private static String why(Candidate best, List<Slo> objectives, Workload workload) {
    List<String> met = new ArrayList<>();
    for (Slo objective : objectives) {
      met.add(String.format(Locale.ROOT, "%s (%.0f ms)", objective, objective.value(best)));
    }
    return String.format(
        Locale.ROOT,
        "%s is the cheapest that %skeeps up with %,.0f %s a second at no more than %.0f %% of its capacity (%.0f %%): $%.4f a million.",
        capital(best.setting().text(workload.stage())),
        met.isEmpty() ? "" : "meets " + String.join(" and ", met) + " and ",
        workload.unitsPerSecond(),
        workload.stage().units(),
        100 * MOST_UTILIZATION,
        100 * best.utilization(),
        best.dollarsPerMillion());
  }

  private static String capital(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  /** What a candidate misses, each in words. */
  private static List<String> missing(
      Candidate candidate, List<Slo> objectives, @Nullable Double most) {
    List<String> missing = new ArrayList<>();
    for (Slo objective : objectives) {
      if (!objective.met(candidate)) {
        missing.add(
            String.format(Locale.ROOT, "%s by %.0f ms", objective, over(objective, candidate)));
      }
    }
    if (candidate.utilization() > MOST_UTILIZATION) {
      missing.add(
          String.format(
              Locale.ROOT,
              "the head-room (utilization %.0f %%, at most %.0f %%)",
              100 * candidate.utilization(),
              100 * MOST_UTILIZATION));
    }
    if (most != null && candidate.dollarsPerMillion() > most) {
      missing.add(
          String.format(
              Locale.ROOT,
              "the price ($%.4f a million, at most $%.4f)",
              candidate.dollarsPerMillion(),
              most));
    }
    return missing;
  }

  private static double over(Slo objective, Candidate candidate) {
    return objective.value(candidate) - objective.millis();
  }

  /** The sum of what is missed, each as a part of what was asked for. */
  private static double distance(Candidate candidate, List<Slo> objectives, @Nullable Double most) {
    double distance = Math.max(0, candidate.utilization() / MOST_UTILIZATION - 1);
    for (Slo objective : objectives) {
      distance += Math.max(0, over(objective, candidate) / objective.millis());
    }
    return most == null
        ? distance
        : distance + Math.max(0, candidate.dollarsPerMillion() / most - 1);
  }
}
