// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import java.util.List;
import software.constructs.Construct;

/**
 * What cdk-nag finds and is meant: called where the code stands that it is about, with the reason,
 * which the template carries as metadata.
 */
final class Meant {

  private Meant() {}

  /**
   * @param rule such as {@code AwsSolutions-S1}
   */
  static void rule(Construct construct, String rule, String reason) {
    NagSuppressions.addResourceSuppressions(
        construct, List.of(NagPackSuppression.builder().id(rule).reason(reason).build()));
  }

  static void wildcard(Construct role, Grant.Wildcard wildcard) {
    NagSuppressions.addResourceSuppressions(
        role,
        List.of(
            NagPackSuppression.builder()
                .id("AwsSolutions-IAM5")
                .appliesTo(List.of("Resource::" + wildcard.resource()))
                .reason(wildcard.reason())
                .build()));
  }
}
