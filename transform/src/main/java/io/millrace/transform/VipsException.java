// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

/** An operation of libvips failed; the message is what it left in its error buffer. */
final class VipsException extends Exception {

  private static final long serialVersionUID = 1L;

  VipsException(String message) {
    super(message);
  }

  /** The first thing that was said. */
  String firstLine() {
    return String.valueOf(getMessage()).lines().findFirst().orElse("no reason given").strip();
  }
}
