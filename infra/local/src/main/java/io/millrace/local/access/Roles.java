// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The roles of the account and the policies each has, by name; thread-safe. */
public final class Roles {
  private final ConcurrentSkipListMap<String, Role> roles = new ConcurrentSkipListMap<>();

  private record Role(Map<String, PolicyDocument> policies, List<Statement> statements) {}

  /** A new role, with the policies that stand in it. */
  public void put(String role, List<PolicyDocument> policies) {
    Map<String, PolicyDocument> named = new TreeMap<>();
    policies.forEach(policy -> named.put(policy.name(), policy));
    roles.put(role, role(named));
  }

  /** Gives a role other policies in the place of some; those attached from elsewhere stay. */
  public void replace(String role, List<PolicyDocument> some, List<PolicyDocument> others) {
    roles.computeIfPresent(
        role,
        (name, present) -> {
          Map<String, PolicyDocument> named = new TreeMap<>(present.policies);
          some.forEach(policy -> named.remove(policy.name()));
          others.forEach(policy -> named.put(policy.name(), policy));
          return role(named);
        });
  }

  public void remove(String role) {
    roles.remove(role);
  }

  /**
   * Gives a role one policy more.
   *
   * @throws IllegalArgumentException when there is no such role
   */
  public void attach(String role, PolicyDocument policy) {
    Role changed =
        roles.computeIfPresent(
            role,
            (name, present) -> {
              Map<String, PolicyDocument> named = new TreeMap<>(present.policies);
              named.put(policy.name(), policy);
              return role(named);
            });
    if (changed == null) {
      throw new IllegalArgumentException("policy " + policy.name() + ": there is no role " + role);
    }
  }

  /** Takes a policy from every role that has it. */
  public void detach(String policy) {
    roles.replaceAll(
        (name, role) -> {
          Map<String, PolicyDocument> named = new TreeMap<>(role.policies);
          named.remove(policy);
          return role(named);
        });
  }

  /** What a role's policies say; empty when no stack has defined it. */
  Optional<List<Statement>> statements(String role) {
    return Optional.ofNullable(roles.get(role)).map(Role::statements);
  }

  /** All policies, by role. */
  public Map<String, List<PolicyDocument>> all() {
    Map<String, List<PolicyDocument>> all = new TreeMap<>();
    roles.forEach((name, role) -> all.put(name, List.copyOf(role.policies.values())));
    return all;
  }

  private static Role role(Map<String, PolicyDocument> policies) {
    List<Statement> statements = new ArrayList<>();
    policies.values().forEach(policy -> statements.addAll(policy.statements()));
    return new Role(policies, List.copyOf(statements));
  }
}
