// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

/** The rejects among the items of the records table. */
@FunctionalInterface
interface RejectItems {

  /**
   * Removes a reject; an accepted part and an empty place stay as they are.
   *
   * @throws io.millrace.shared.batch.UnavailableException when it can't be done now
   */
  void remove(String id, String part);
}
