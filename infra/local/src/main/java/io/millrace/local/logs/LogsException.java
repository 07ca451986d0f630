// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

/** A request that CloudWatch Logs refuses. */
final class LogsException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;

  LogsException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  static LogsException invalid(String message) {
    return new LogsException("InvalidParameterException", message);
  }

  /** As the API names it. */
  String code() {
    return code;
  }
}
