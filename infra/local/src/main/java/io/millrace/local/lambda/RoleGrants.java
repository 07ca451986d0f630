// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

/** Says whether a role's policies grant something. */
@FunctionalInterface
public interface RoleGrants {
  /** Every role grants everything. */
  RoleGrants EVERYTHING = (role, action, resource) -> true;

  boolean grants(String roleArn, String action, String resourceArn);
}
