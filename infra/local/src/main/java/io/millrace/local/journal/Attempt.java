// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of a function by an event source mapping, with the batch it was given.
 *
 * @param function its name
 * @param source ARN of the stream or queue
 * @param requestId empty when the function did not run
 * @param beganAtMillis since the epoch
 * @param outcome {@code succeeded}, {@code failed} or {@code throttled}, of the invocation
 * @param failures identifiers that the answer reported as failed, when it succeeded
 * @param items in the order of the batch
 */
public record Attempt(
    String function,
    String source,
    String requestId,
    long beganAtMillis,
    long endedAtMillis,
    String outcome,
    List<String> failures,
    List<Item> items,
    Measured measured) {

  /**
   * What was measured of it; absent values were not.
   *
   * @param arrivedAtMillis when the last record of the batch arrived in the source, since the epoch
   * @param eventBytes size of the event with the whole batch, in UTF-8
   * @param durationMillis from the moment the process took the event to its answer, so without
   *     waiting for a free process or for its initialization
   * @param initMillis of the initialization that this attempt had to wait for
   * @param peakMegabytes the most memory the process ever had
   */
  public record Measured(
      long arrivedAtMillis,
      int eventBytes,
      @Nullable Double durationMillis,
      @Nullable Double initMillis,
      @Nullable Long peakMegabytes) {}

  /**
   * One record or message of the batch.
   *
   * @param position the sequence number, or the message's id
   * @param body of a message, its first 4,000 characters; of stream records empty, the stream has
   *     them
   */
  public record Item(String position, String body) {}

  public Attempt {
    failures = List.copyOf(failures);
    items = List.copyOf(items);
  }
}
