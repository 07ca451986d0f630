// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.util.Locale;

/** The error documents that Lambda itself writes when a function can't. */
final class RuntimeErrors {
  private RuntimeErrors() {}

  static String timedOut(String requestId, Duration timeout) {
    return document(
        "Sandbox.Timedout", "RequestId: " + requestId + " Error: " + timedOutText(timeout));
  }

  static String timedOutText(Duration timeout) {
    return String.format(
        Locale.ROOT, "Task timed out after %.2f seconds", timeout.toMillis() / 1000.0);
  }

  static String exited(String requestId, int exitCode) {
    return document(
        "Runtime.ExitError", "RequestId: " + requestId + " Error: " + exitText(exitCode));
  }

  /** Exit values above 128 are signals, as shells count them. */
  private static String exitText(int exitCode) {
    return switch (exitCode) {
      case 0 -> "Runtime exited without providing a reason";
      case 137 -> "Runtime exited with error: signal: killed";
      case 139 -> "Runtime exited with error: signal: segmentation fault";
      default -> "Runtime exited with error: exit status " + exitCode;
    };
  }

  static String responseTooLarge(int limitBytes) {
    return document(
        "Function.ResponseSizeTooLarge",
        "Response payload size exceeded maximum allowed payload size (" + limitBytes + " bytes).");
  }

  private static String document(String type, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("errorType", type)
        .put("errorMessage", message)
        .toString();
  }
}
