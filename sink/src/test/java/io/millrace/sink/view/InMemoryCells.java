// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** The cells as a map from spread and cell to numbers. */
public final class InMemoryCells implements Cells {

  private record Piece(Cell cell, int spread) {}

  private final Map<Piece, Map<String, Long>> pieces = new HashMap<>();

  /** Adds the tally's numbers other than zero. */
  public void add(int spread, Tally deltas) {
    deltas
        .nonZero()
        .forEach(
            (cell, values) -> {
              Map<String, Long> piece =
                  pieces.computeIfAbsent(new Piece(cell, spread), p -> new TreeMap<>());
              values.forEach((attribute, n) -> piece.merge(attribute, n, Long::sum));
            });
  }

  @Override
  public void visit(Grain grain, Instant start, Kind kind, Visitor visitor) {
    visitAll(
        (cell, values) -> {
          if (cell.grain() == grain && cell.start().equals(start) && cell.kind() == kind) {
            visitor.cell(cell, values);
          }
        });
  }

  @Override
  public void visitAll(Visitor visitor) {
    pieces.forEach((piece, values) -> visitor.cell(piece.cell(), Map.copyOf(values)));
  }

  /** The sums over all spreads. */
  public Tally sum() {
    Tally sum = new Tally();
    visitAll((cell, values) -> values.forEach((attribute, n) -> sum.add(cell, attribute, n)));
    return sum;
  }
}
