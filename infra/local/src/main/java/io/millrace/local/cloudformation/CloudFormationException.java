// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

/** An error answer of CloudFormation: the code on the wire, and its message. */
final class CloudFormationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String code;

  private CloudFormationException(String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  String code() {
    return code;
  }

  /** A template or parameter that is wrong. */
  static CloudFormationException invalid(String message) {
    return new CloudFormationException("ValidationError", message);
  }

  static CloudFormationException alreadyExists(String stack) {
    return new CloudFormationException(
        "AlreadyExistsException", "Stack [" + stack + "] already exists");
  }

  static CloudFormationException insufficientCapabilities(String capability) {
    return new CloudFormationException(
        "InsufficientCapabilitiesException", "Requires capabilities : [" + capability + "]");
  }

  static CloudFormationException unknownAction(String action) {
    return new CloudFormationException(
        "InvalidAction", "The local CloudFormation has no action '" + action + "'.");
  }
}
