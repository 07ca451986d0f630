// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import io.millrace.local.LocalCloudConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Decides what a role permits, and remembers what it granted.
 *
 * <p>A role that no stack defines permits everything: there is no policy of it to look at. To
 * policies, every request comes over TLS, as it would on AWS.
 */
public final class Authorizer {
  private final Roles roles;
  private final Grants grants = new Grants();

  public Authorizer(Roles roles) {
    this.roles = roles;
  }

  public Grants grants() {
    return grants;
  }

  /**
   * Refuses the first need that a role does not grant.
   *
   * @param session whom the role is assumed for, for the message
   */
  void require(String roleArn, String session, List<Need> needs) throws Refusal {
    String role = name(roleArn);
    for (Need need : needs) {
      Decision decision = decide(role, need);
      if (decision != Decision.ALLOWED) {
        throw new Refusal(Refusal.Reason.ACCESS_DENIED, message(role, session, need, decision));
      }
    }
  }

  /** Whether a role, given by its ARN, grants a need. */
  public boolean grants(String roleArn, String action, String resource) {
    Need need = Need.of(action, DynamoDbOperations.normal(resource));
    return decide(name(roleArn), need) == Decision.ALLOWED;
  }

  private Decision decide(String role, Need need) {
    Optional<List<Statement>> statements = roles.statements(role);
    if (statements.isEmpty()) {
      return Decision.ALLOWED;
    }
    Map<String, String> context = context(role, need);
    Decision decision = Decision.of(statements.get(), need, context);
    if (decision == Decision.ALLOWED) {
      List<Integer> by = new ArrayList<>();
      for (int i = 0; i < statements.get().size(); i++) {
        if (statements.get().get(i).matches(need, context)) {
          by.add(i);
        }
      }
      grants.add(new Grants.Grant(role, need.action(), need.resource(), context), List.copyOf(by));
    }
    return decision;
  }

  private static Map<String, String> context(String role, Need need) {
    Map<String, String> context = new HashMap<>();
    context.put("aws:securetransport", "true");
    context.put("aws:requestedregion", LocalCloudConfig.REGION);
    context.put("aws:principalaccount", LocalCloudConfig.ACCOUNT);
    context.put("aws:principalarn", "arn:aws:iam::" + LocalCloudConfig.ACCOUNT + ":role/" + role);
    need.context().forEach((key, value) -> context.put(key.toLowerCase(Locale.ROOT), value));
    return context;
  }

  /** A role's name ends its ARN, behind its path. */
  private static String name(String roleArn) {
    return roleArn.substring(roleArn.lastIndexOf('/') + 1);
  }

  private static String message(String role, String session, Need need, Decision decision) {
    boolean s3 = need.action().startsWith("s3:");
    String resource = s3 ? '"' + need.resource() + '"' : need.resource();
    String reason =
        decision == Decision.DENIED
            ? " with an explicit deny in an identity-based policy"
            : " because no identity-based policy allows the " + need.action() + " action";
    return "User: arn:aws:sts::"
        + LocalCloudConfig.ACCOUNT
        + ":assumed-role/"
        + role
        + "/"
        + session
        + " is not authorized to perform: "
        + need.action()
        + " on resource: "
        + resource
        + reason;
  }
}
