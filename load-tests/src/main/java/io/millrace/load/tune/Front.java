// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The Pareto front: candidates that no other one beats in cost, age (p99) and capacity together. Of
 * several that are the same in all three, the first stands for all.
 */
final class Front {

  private static final Comparator<Candidate> ORDER =
      Comparator.comparingDouble(Candidate::dollarsPerMillion)
          .thenComparingDouble(candidate -> candidate.age().p99())
          .thenComparingDouble(candidate -> -candidate.capacity());

  private Front() {}

  /** By cost, the cheapest first. */
  static List<Candidate> of(List<Candidate> candidates) {
    List<Candidate> front = new ArrayList<>();
    // By cost, so that a candidate can be beaten only by one that came before it.
    for (Candidate candidate : candidates.stream().sorted(ORDER).toList()) {
      boolean beaten =
          front.stream().anyMatch(other -> other.dominates(candidate) || same(other, candidate));
      if (!beaten) {
        front.add(candidate);
      }
    }
    return List.copyOf(front);
  }

  private static boolean same(Candidate a, Candidate b) {
    return a.dollarsPerMillion() == b.dollarsPerMillion()
        && a.age().p99() == b.age().p99()
        && a.capacity() == b.capacity();
  }
}
