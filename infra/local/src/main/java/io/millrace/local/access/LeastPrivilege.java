// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Holds what roles allow against what they were asked for: takes each action and each resource from
 * its statement, one at a time, and looks whether any recorded grant would have been refused.
 */
public final class LeastPrivilege {

  /** What the recorded requests say of a part of a statement. */
  public enum Verdict {
    /** Without it, a recorded request would have been refused. */
    NEEDED,
    /** Requests matched it, and another statement would have allowed every one of them. */
    REDUNDANT,
    /** No request matched it. */
    UNUSED
  }

  /**
   * One action or one resource of one statement that allows.
   *
   * @param statement its Sid, or its position in the policy
   * @param part the action or resource as written in the policy
   */
  public record Finding(
      String role, String policy, String statement, String part, Verdict verdict) {

    /** Role, statement and part, as a text to list. */
    public String name() {
      return role + " " + statement + " " + part;
    }
  }

  private LeastPrivilege() {}

  /** All parts of all statements, by role and in the order of the policies. */
  public static List<Finding> findings(AccessReport report) {
    List<Finding> findings = new ArrayList<>();
    new TreeMap<>(report.roles())
        .forEach(
            (role, policies) -> {
              List<Grants.Grant> asked =
                  report.granted().stream().filter(grant -> grant.role().equals(role)).toList();
              List<PolicyDocument> documents = new ArrayList<>();
              new TreeMap<>(policies)
                  .forEach((name, json) -> documents.add(PolicyDocument.of(name, json)));
              findings.addAll(ofRole(role, documents, asked));
            });
    return findings;
  }

  private static List<Finding> ofRole(
      String role, List<PolicyDocument> policies, List<Grants.Grant> asked) {
    List<Statement> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (PolicyDocument policy : policies) {
      for (Statement statement : policy.statements()) {
        all.add(statement);
        names.add(policy.name());
      }
    }
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Statement statement = all.get(i);
      if (statement.allows()) {
        int at = i;
        BiFunction<String, Statement, Finding> finding =
            (part, rest) ->
                new Finding(
                    role, names.get(at), statement.sid(), part, verdict(all, at, rest, asked));
        statement
            .actions()
            .forEach(one -> findings.add(finding.apply(one, statement.withoutAction(one))));
        if (statement.resources().size() > 1) {
          statement
              .resources()
              .forEach(one -> findings.add(finding.apply(one, statement.withoutResource(one))));
        }
      }
    }
    return findings;
  }

  private static Verdict verdict(
      List<Statement> all, int at, Statement rest, List<Grants.Grant> asked) {
    List<Statement> changed = new ArrayList<>(all);
    changed.set(at, rest);
    boolean matched = false;
    for (Grants.Grant grant : asked) {
      Need need = grant.need();
      Map<String, String> context = grant.context();
      if (Decision.of(changed, need, context) != Decision.ALLOWED) {
        return Verdict.NEEDED;
      }
      matched |= all.get(at).matches(need, context) && !rest.matches(need, context);
    }
    return matched ? Verdict.REDUNDANT : Verdict.UNUSED;
  }
}
