// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.lambda.runtime.FunctionSpec;
import java.util.Optional;

/**
 * A function as one names it: by name, partial ARN or ARN, each with or without a qualifier.
 *
 * @param qualifier a version's number, {@code $LATEST} or an alias
 */
public record FunctionName(String name, Optional<String> qualifier) {
  private static final String MARKER = "function:";

  static FunctionName of(String reference) {
    int marker = reference.lastIndexOf(MARKER);
    String rest = marker < 0 ? reference : reference.substring(marker + MARKER.length());
    int colon = rest.indexOf(':');
    return colon < 0
        ? new FunctionName(rest, Optional.empty())
        : new FunctionName(rest.substring(0, colon), Optional.of(rest.substring(colon + 1)));
  }

  /** With the qualifier that a request gives apart, which may not contradict. */
  static FunctionName of(String reference, Optional<String> apart) {
    FunctionName named = of(reference);
    if (apart.isEmpty() || apart.equals(named.qualifier)) {
      return named;
    }
    if (named.qualifier.isPresent()) {
      throw LambdaError.invalid(
          "The derived qualifier from the function name does not match the specified qualifier.");
    }
    return new FunctionName(named.name, apart);
  }

  /** With the qualifier that is meant where none is given. */
  FunctionName qualified() {
    return new FunctionName(name, qualifier.or(() -> Optional.of(FunctionSpec.LATEST)));
  }

  /** With the qualifier, if there is one. */
  String arn() {
    return LambdaConfig.functionArn(name) + qualifier.map(one -> ":" + one).orElse("");
  }
}
