// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import java.util.List;

/**
 * What a stage does, in two halves: a pure decision about each input, and the effect.
 *
 * @param <I> one record or message of the source
 * @param <T> what an accepted input becomes
 */
public interface Stage<I, T> {

  /** Decides about one input; pure, so it may run again. Whatever it throws is retried. */
  List<Outcome<T>> decide(I input);

  /**
   * Makes a slice of decisions durable, accepted and rejected alike. What it returns from is done;
   * when it throws, any part of it may have happened, and the slice is delivered again.
   *
   * @return how the outcomes of the slice ended; as many as there were
   * @throws UnavailableException when the effect can't be had now
   */
  Counts commit(List<Decided<I, T>> slice);

  /** How many outcomes, at most, go into one {@link #commit} of an ordered batch; at least 1. */
  default int sliceSize() {
    return 200;
  }
}
