// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.codedeploy;

import java.io.IOException;

/** What a deployment needs of Lambda. */
interface Aliases {
  /** The version that an alias names; empty without the alias. */
  String version(String function, String alias) throws IOException;

  /**
   * Has an alias name a version, and give another one a share.
   *
   * @param other gets {@code weight} of the invocations; {@code weight} 0 for none
   */
  void point(String function, String alias, String version, String other, double weight)
      throws IOException;

  /** Has a function run later with an event. */
  void tell(String function, String event) throws IOException;
}
