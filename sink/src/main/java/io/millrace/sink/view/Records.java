// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import io.millrace.shared.record.Part;
import java.util.function.Consumer;

/** All records. */
@FunctionalInterface
public interface Records {

  /**
   * Visits every part of every record that was committed before the call, in any order; what
   * changes meanwhile is seen or not.
   *
   * @throws io.millrace.shared.batch.UnavailableException when they can't be read now
   */
  void visitAll(Consumer<Part> visitor);
}
