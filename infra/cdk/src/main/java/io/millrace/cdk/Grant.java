// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * One thing a role may do to one resource.
 *
 * @param wildcard why the resource's name ends in a wildcard; empty when it has none
 */
record Grant(PolicyStatement statement, Optional<Wildcard> wildcard) {

  /**
   * A wildcard that is meant.
   *
   * @param resource as cdk-nag names it: {@code <LogicalId.Arn>/*}
   */
  record Wildcard(String resource, String reason) {}

  /** To do some things to a resource by its name. */
  static Grant exact(String sid, List<String> resources, String... actions) {
    return new Grant(statement(sid, resources, actions), Optional.empty());
  }

  static Grant wide(String sid, String resource, Wildcard wildcard, String... actions) {
    return new Grant(statement(sid, List.of(resource), actions), Optional.of(wildcard));
  }

  private static PolicyStatement statement(String sid, List<String> resources, String... actions) {
    return PolicyStatement.Builder.create()
        .sid(sid)
        .actions(List.of(actions))
        .resources(resources)
        .build();
  }
}
