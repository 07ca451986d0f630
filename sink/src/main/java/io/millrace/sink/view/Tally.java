// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Numbers by cell and attribute, that add up in any order; a negative in passing is legal. Mutable
 * and not thread-safe.
 */
public final class Tally {

  private final Map<Cell, Map<String, Long>> cells = new HashMap<>();

  /** Adds to one number. */
  public void add(Cell cell, String attribute, long n) {
    cells.computeIfAbsent(cell, c -> new TreeMap<>()).merge(attribute, n, Math::addExact);
  }

  /** Adds every number of another tally, {@code times} times. */
  public void add(Tally other, long times) {
    other.cells.forEach(
        (cell, values) ->
            values.forEach((attribute, n) -> add(cell, attribute, Math.multiplyExact(n, times))));
  }

  public long get(Cell cell, String attribute) {
    return cells.getOrDefault(cell, Map.of()).getOrDefault(attribute, 0L);
  }

  /** The cells that were added to, also those where all cancels out; a view. */
  public Set<Cell> touched() {
    return Collections.unmodifiableSet(cells.keySet());
  }

  /** The attributes of a cell that were added to, also those where all cancels out; a view. */
  public Set<String> touched(Cell cell) {
    return Collections.unmodifiableSet(cells.getOrDefault(cell, Map.of()).keySet());
  }

  /** The numbers other than zero, attributes in the order of their names; no cell without one. */
  public Map<Cell, Map<String, Long>> nonZero() {
    Map<Cell, Map<String, Long>> result = new HashMap<>();
    cells.forEach(
        (cell, values) ->
            values.forEach(
                (attribute, n) -> {
                  if (n != 0) {
                    result.computeIfAbsent(cell, c -> new TreeMap<>()).put(attribute, n);
                  }
                }));
    return result;
  }

  public boolean isZero() {
    return cells.values().stream()
        .allMatch(values -> values.values().stream().allMatch(n -> n == 0));
  }

  void removeIf(Predicate<Cell> cell) {
    cells.keySet().removeIf(cell);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally t && nonZero().equals(t.nonZero());
  }

  @Override
  public int hashCode() {
    return nonZero().hashCode();
  }

  @Override
  public String toString() {
    Map<String, Map<String, Long>> byName = new TreeMap<>();
    nonZero().forEach((cell, values) -> byName.put(cell.toString(), values));
    return byName.toString();
  }
}
