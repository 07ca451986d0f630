// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import java.time.Instant;
import java.util.Map;

/** The cells as they are stored. Every method sees what was committed before it was called. */
public interface Cells extends AllCells {

  /** Takes one stored piece of a cell; several pieces, one for each spread, make the cell. */
  @FunctionalInterface
  interface Visitor {
    void cell(Cell cell, Map<String, Long> values);
  }

  /**
   * Visits the cells of one kind in one stretch of time.
   *
   * @throws io.millrace.shared.batch.UnavailableException when they can't be read now
   */
  void visit(Grain grain, Instant start, Kind kind, Visitor visitor);
}
