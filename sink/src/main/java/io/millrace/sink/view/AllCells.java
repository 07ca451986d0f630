// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

/** All cells as they are stored. */
@FunctionalInterface
public interface AllCells {

  /**
   * Visits every cell that was committed before the call, in any order; what changes meanwhile is
   * seen or not.
   *
   * @throws io.millrace.shared.batch.UnavailableException when they can't be read now
   */
  void visitAll(Cells.Visitor visitor);
}
