// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.batch.Reason;
import java.io.IOException;

/**
 * The content of an upload can't be read on from here, and never will be: what was read before
 * counts, the rest is one reject. A function of the content alone, unlike bad luck.
 */
final class BrokenOffException extends IOException {

  private static final long serialVersionUID = 1L;

  private final Reason reason;

  BrokenOffException(Reason reason, String detail) {
    super(detail);
    this.reason = reason;
  }

  Reason reason() {
    return reason;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
