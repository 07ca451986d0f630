// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

/** A request that CloudWatch refuses. */
final class MonitoringException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final int status;

  MonitoringException(String code, int status, String message) {
    super(message, null, false, false);
    this.code = code;
    this.status = status;
  }

  static MonitoringException invalid(String message) {
    return new MonitoringException("ValidationError", 400, message);
  }

  static MonitoringException missing(String member) {
    return new MonitoringException(
        "MissingParameter", 400, "The parameter " + member + " is required.");
  }

  /** As the API names it. */
  String code() {
    return code;
  }

  int status() {
    return status;
  }
}
