// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.events;

/** An error answer of EventBridge: the exception's name on the wire, and its message. */
final class EventBridgeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String type;

  EventBridgeException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  String type() {
    return type;
  }
}
