// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/** A source or a destination could not be reached, or refused; the same call may succeed later. */
final class SourceException extends Exception {
  private static final long serialVersionUID = 1L;

  private final String summary;

  SourceException(String message, Throwable cause) {
    super(message, cause);
    this.summary = message + ": " + cause.getMessage();
  }

  /** What failed and why, in one line. */
  String summary() {
    return summary;
  }
}
