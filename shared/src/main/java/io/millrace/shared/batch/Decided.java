// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import java.util.List;

/**
 * One input of a batch with what was decided about each thing in it (a stream record may hold
 * several events).
 */
public record Decided<I, T>(I input, List<Outcome<T>> outcomes) {

  public Decided {
    outcomes = List.copyOf(outcomes);
  }
}
