// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

/** A request is not let through. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  /** Why; each service has an error code of its own for it. */
  enum Reason {
    ACCESS_DENIED,
    INCOMPLETE_SIGNATURE,
    MISSING_SIGNATURE,
    PAYLOAD_MISMATCH,
    SIGNATURE_MISMATCH,
    TIME_SKEWED,
    UNKNOWN_KEY,
    UNSUPPORTED_SIGNATURE,
    URL_EXPIRED
  }

  private final Reason reason;

  Refusal(Reason reason, String message) {
    super(message, null, false, false);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}
