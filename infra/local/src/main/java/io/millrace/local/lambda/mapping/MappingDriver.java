// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/** A running mapping. Thread-safe. */
public sealed interface MappingDriver permits StreamMapping, SqsMapping {
  void start();

  /** Lets what is in flight finish, takes nothing new, and returns when all is still. */
  void stop();

  /**
   * Stops at once: what comes back from functions any more is ignored, as after a crash, and will
   * be sent again. Returns when all is still; the functions must be able to end, or be ended by
   * then.
   */
  void abort();

  /**
   * Whether the source was seen to be exhausted after the last {@link Activity}, and nothing is
   * buffered, waiting in a batching window, retrying or in flight. The open tumbling window of a
   * function without any record in hand does not count.
   */
  boolean caughtUp();

  MappingNumbers.Snapshot numbers();
}
