// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

/** The records table, looked at for what the hook caused. */
@FunctionalInterface
interface SyntheticRecords {

  /**
   * Whether an accepted synthetic event stands under an id, as last written.
   *
   * @throws io.millrace.shared.batch.UnavailableException when the table can't be read now
   */
  boolean stands(String id);
}
