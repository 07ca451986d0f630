// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.util.function.Supplier;

/**
 * Stands before every call to a port: there a call may wait, fail, or be the last of its caller.
 */
public interface Gate {

  /**
   * Lets a call through, or does not.
   *
   * @param what the port and the call, such as {@code records.accept}
   */
  <T> T call(String what, Supplier<T> effect);
}
