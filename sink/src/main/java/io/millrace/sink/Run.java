// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.view.Cell;
import io.millrace.sink.view.Tally;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Changes that follow each other in a shard, gathered for one transaction: as many as its limits
 * hold. What cancels out takes room all the same, so that a change never makes room for another.
 */
final class Run {

  /** A number takes at most 21 bytes, and an item its keys and DynamoDB's own bytes. */
  private static final int NUMBER_BYTES = 21;

  private static final int ITEM_BYTES = 200;

  private final RunLimits limits;
  private final Tally deltas = new Tally();
  private @Nullable String first;
  private @Nullable String last;
  private int bytes;

  Run(RunLimits limits) {
    this.limits = limits;
  }

  /** Takes the change in, unless it would exceed a limit. */
  boolean add(Change change) {
    int moreCells = 0;
    int moreBytes = 0;
    for (Cell cell : change.deltas().touched()) {
      boolean newCell = !deltas.touched().contains(cell);
      if (newCell) {
        moreCells++;
        moreBytes += ITEM_BYTES + utf8(cell.name());
      }
      int moreAttributes = 0;
      for (String attribute : change.deltas().touched(cell)) {
        if (newCell || !deltas.touched(cell).contains(attribute)) {
          moreAttributes++;
          moreBytes += NUMBER_BYTES + utf8(attribute);
        }
      }
      if (deltas.touched(cell).size() + moreAttributes > limits.attributes()) {
        return false;
      }
    }
    if (deltas.touched().size() + moreCells > limits.cells()
        || bytes + moreBytes > limits.bytes()) {
      return false;
    }
    bytes += moreBytes;
    deltas.add(change.deltas(), 1);
    if (first == null) {
      first = change.sequence();
    }
    last = change.sequence();
    return true;
  }

  boolean isEmpty() {
    return first == null;
  }

  Tally deltas() {
    return deltas;
  }

  /**
   * From the first change to the last; a stretch whose deltas cancel out is marked like any other.
   */
  Mark mark() {
    if (first == null || last == null) {
      throw new IllegalStateException("A run without a change has no mark");
    }
    return new Mark(first, last);
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
