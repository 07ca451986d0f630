// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.cost;

import io.millrace.load.cost.PathCost.Path;
import io.millrace.load.cost.PathCost.Term;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Gathers the terms of a path. Not thread-safe. */
final class Terms {

  private final PriceTable prices;
  private final List<Term> terms = new ArrayList<>();

  Terms(PriceTable prices) {
    this.prices = prices;
  }

  /**
   * Adds a term.
   *
   * @param formula with a place for each number
   */
  void add(
      String stage, String what, Billed item, double units, String formula, Object... numbers) {
    Object[] words = Arrays.stream(numbers).map(n -> PathCost.plain((Double) n)).toArray();
    terms.add(
        new Term(
            stage,
            what,
            String.format(formula, words),
            item,
            units,
            units * prices.price(item).each()));
  }

  Path path(String name) {
    return new Path(name, List.copyOf(terms));
  }
}
