// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

/** A command failed; the message is one line that says what, where and what helps. */
final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
