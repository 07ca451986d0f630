// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

/** Something without which there is no measurement; the message says what and where to look. */
final class PeersException extends RuntimeException {
  private static final long serialVersionUID = 1;

  PeersException(String message) {
    super(message);
  }

  PeersException(String message, Throwable cause) {
    super(message, cause);
  }
}
