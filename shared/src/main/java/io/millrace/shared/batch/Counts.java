// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the inputs of one attempt ended. For every attempt: received = accepted + rejected + filtered
 * + retried + not attempted; {@link Batch} builds the sum and the parts from different places and
 * compares them.
 *
 * @param retried reported back to the source, to be delivered again
 * @param notAttempted behind the first failure of an ordered batch, or left when a queue's batch
 *     stopped early; delivered again
 */
public record Counts(
    int received, int accepted, int rejected, int filtered, int retried, int notAttempted) {

  public static final Counts NONE = new Counts(0, 0, 0, 0, 0, 0);

  /** Counts of work that is done. */
  public static Counts done(int accepted, int rejected, int filtered) {
    return new Counts(accepted + rejected + filtered, accepted, rejected, filtered, 0, 0);
  }

  static Counts retried(int n) {
    return new Counts(n, 0, 0, 0, n, 0);
  }

  static Counts notAttempted(int n) {
    return new Counts(n, 0, 0, 0, 0, n);
  }

  /** For logs, metrics and traces. */
  public Map<String, Long> byName() {
    Map<String, Long> numbers = new LinkedHashMap<>();
    numbers.put("received", (long) received);
    numbers.put("accepted", (long) accepted);
    numbers.put("rejected", (long) rejected);
    numbers.put("filtered", (long) filtered);
    numbers.put("retried", (long) retried);
    numbers.put("notAttempted", (long) notAttempted);
    return numbers;
  }

  public Counts plus(Counts other) {
    return new Counts(
        received + other.received,
        accepted + other.accepted,
        rejected + other.rejected,
        filtered + other.filtered,
        retried + other.retried,
        notAttempted + other.notAttempted);
  }
}
