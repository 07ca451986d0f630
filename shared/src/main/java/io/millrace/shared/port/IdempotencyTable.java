// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who is at which piece of work that is dear to repeat, how far they came and what came out. A
 * claim is made under a key, holds until a time, and is lost when somebody else claims after that
 * time or when it is released; what its former holder then still writes has no effect.
 *
 * <p>What was noted under a key is forgotten some time after the last claim of it, days rather than
 * hours.
 *
 * <p>Every call throws {@link io.millrace.shared.batch.UnavailableException} when it can't be had
 * now; whether it had its effect is then unknown, and a repeat by the same owner is harmless.
 */
public interface IdempotencyTable {

  /**
   * A claim that was granted.
   *
   * @param fingerprint hash of what was asked for under the key
   * @param owner tells this holder from any other of the same key
   * @param until when others may take it over; to the millisecond
   */
  record Claim(String key, String fingerprint, String owner, Instant until) {}

  /** What a request for a claim meets. */
  sealed interface Answer {

    /**
     * The work is the caller's.
     *
     * @param progress what the last holder noted before it lost or released its claim; null when
     *     there is none
     */
    record Claimed(Claim claim, @Nullable String progress) implements Answer {}

    /** The work was done before, with this result. */
    record Completed(String result) implements Answer {}

    /**
     * Somebody is at it; there is no use in asking again before that time.
     *
     * @param progress what they noted last; null when there is none
     */
    record InProgress(Instant until, @Nullable String progress) implements Answer {

      /** With nothing noted. */
      public InProgress(Instant until) {
        this(until, null);
      }
    }

    /**
     * The key is in use for something else, or was completed for it: a fault of whoever chose it. A
     * claim that ended without a result does not bind the key.
     *
     * @param fingerprint of what the key stands for
     */
    record Mismatch(String fingerprint) implements Answer {}
  }

  /**
   * Asks for the work of a key. The same owner may ask again and is granted again.
   *
   * @param owner unique to the attempt, such as the id of the message and of the invocation
   * @param until end of the claim: the deadline of the invocation, and never later than the message
   *     becomes visible again; after {@code now}
   */
  Answer claim(String key, String fingerprint, String owner, Instant now, Instant until);

  /**
   * Notes progress and keeps the claim; false when the claim was lost, and then nothing is noted.
   */
  boolean advance(Claim claim, String progress);

  /** Notes the result for all that ask later; false when the claim was lost. */
  boolean complete(Claim claim, String result);

  /** Gives the claim back with the progress noted last, so that the next one need not wait. */
  void release(Claim claim);
}
