// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import io.millrace.shared.batch.Reason;

/** These bytes can never become a rendition; {@link PortableEngine} turns it into an outcome. */
final class UnreadableException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  private UnreadableException(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  /** Damaged, cut short, or contradicting itself. */
  static UnreadableException malformed(String detail) {
    return new UnreadableException(Reason.MALFORMED_IMAGE, detail);
  }

  /** Sound as far as seen, but of a kind that the engine does not read. */
  static UnreadableException unsupported(String detail) {
    return new UnreadableException(Reason.UNSUPPORTED_IMAGE, detail);
  }

  /** Over a limit. */
  static UnreadableException tooLarge(String detail) {
    return new UnreadableException(Reason.IMAGE_TOO_LARGE, detail);
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
