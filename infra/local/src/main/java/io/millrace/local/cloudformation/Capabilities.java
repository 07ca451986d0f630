// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import java.util.Set;

/** The acknowledgement CloudFormation wants for a template that makes IAM resources. */
final class Capabilities {
  private static final String IAM = "CAPABILITY_IAM";
  private static final String NAMED_IAM = "CAPABILITY_NAMED_IAM";

  private Capabilities() {}

  static void require(Template template, Set<String> given) {
    boolean iam =
        template.resources().values().stream().anyMatch(r -> r.type().startsWith("AWS::IAM::"));
    boolean named =
        template.resources().values().stream().anyMatch(r -> r.properties().has("RoleName"));
    if (iam && !given.contains(NAMED_IAM) && (named || !given.contains(IAM))) {
      throw CloudFormationException.insufficientCapabilities(named ? NAMED_IAM : IAM);
    }
  }
}
