// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

/**
 * What a mapping connects.
 *
 * @param uuid of the mapping
 * @param functionArn with the qualifier of the version or alias, if it is not of the function
 *     itself
 * @param roleArn of the function; some events name it
 * @param region that events name
 */
public record MappingIdentity(
    String uuid,
    SourceKind kind,
    String sourceArn,
    String functionArn,
    String roleArn,
    String region) {
  private static final int NAME = 6;

  /** Without a qualifier. */
  String functionName() {
    return functionArn.split(":", -1)[NAME];
  }
}
