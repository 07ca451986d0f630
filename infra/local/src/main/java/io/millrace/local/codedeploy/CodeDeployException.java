// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

/** An error answer of CodeDeploy: the exception's name on the wire, and its message. */
final class CodeDeployException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  CodeDeployException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }
}
