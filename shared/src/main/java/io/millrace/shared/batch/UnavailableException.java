// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Bad luck: something the stage needs did not answer, answered too late, or said "later". Nothing
 * is known about the effect; the input is tried again. Only adapters throw it.
 */
public final class UnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final @Nullable Instant notBefore;

  public UnavailableException(String what) {
    this(what, null, null);
  }

  public UnavailableException(String what, @Nullable Throwable cause) {
    this(what, cause, null);
  }

  private UnavailableException(
      String what, @Nullable Throwable cause, @Nullable Instant notBefore) {
    super(what, cause);
    this.notBefore = notBefore;
  }

  /**
   * Somebody else is at it: nothing is down, and there is no use in trying again before a time.
   *
   * @param notBefore when their claim ends
   */
  public static UnavailableException takenUntil(Instant notBefore, String what) {
    return new UnavailableException(what, null, notBefore);
  }

  /** When to try again; empty when nobody knows. */
  public Optional<Instant> notBefore() {
    return Optional.ofNullable(notBefore);
  }
}
