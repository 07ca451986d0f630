// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.cloudformation;

import java.util.Optional;

/** What the names in expressions stand for. */
interface Scope {
  /** The value of a Ref: a parameter, a pseudo parameter or a resource's physical id. */
  Optional<String> ref(String name);

  Optional<String> attribute(String logicalId, String attribute);

  boolean condition(String name);
}
