// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

/** The ways to name a function: name, partial ARN, ARN, each with or without a qualifier. */
final class FunctionNames {
  private FunctionNames() {}

  /**
   * The bare name; refuses a qualifier other than {@code $LATEST}, because versions and aliases are
   * not here.
   */
  static String bare(String reference) {
    String rest = reference;
    int marker = rest.lastIndexOf("function:");
    if (marker >= 0) {
      rest = rest.substring(marker + "function:".length());
    }
    int colon = rest.indexOf(':');
    if (colon < 0) {
      return rest;
    }
    qualifier(rest.substring(0, colon), rest.substring(colon + 1));
    return rest.substring(0, colon);
  }

  static void qualifier(String name, String qualifier) {
    if (!qualifier.equals("$LATEST")) {
      throw LambdaError.notFound(
          "Function not found: " + LambdaConfig.functionArn(name) + ":" + qualifier);
    }
  }
}
