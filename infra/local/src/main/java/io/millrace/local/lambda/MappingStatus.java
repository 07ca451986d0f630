// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

/**
 * A moment of one event source mapping.
 *
 * @param state as the API names it: Creating, Enabled, Disabled…
 * @param batches invocations that ran
 * @param records that are done
 * @param failedBatches invocations that failed or reported failures
 * @param discardedRecords given up to the failure destination
 * @param inFlight invocations that run now
 * @param caughtUp whether all that the source held after the last activity of any function is done:
 *     nothing buffered, waiting in a batching window, retrying or in flight
 * @param iteratorAge of the batches so far
 * @param lastResult OK, or what is wrong
 */
public record MappingStatus(
    String uuid,
    String function,
    String eventSourceArn,
    String state,
    long batches,
    long records,
    long failedBatches,
    long discardedRecords,
    int inFlight,
    boolean caughtUp,
    IteratorAge iteratorAge,
    String lastResult) {

  /** The same while something else is moving: not caught up. */
  MappingStatus moving() {
    return new MappingStatus(
        uuid,
        function,
        eventSourceArn,
        state,
        batches,
        records,
        failedBatches,
        discardedRecords,
        inFlight,
        false,
        iteratorAge,
        lastResult);
  }

  /**
   * Milliseconds from the arrival of a batch's last record to the end of its invocation; for a
   * queue, since the message was sent. Zeros when there was no batch.
   *
   * @param count of batches
   */
  public record IteratorAge(long count, long p50, long p99, long max) {}
}
