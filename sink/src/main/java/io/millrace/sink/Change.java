// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.view.Tally;

/**
 * What one stream record changes in the view.
 *
 * @param sequence padded as by {@link Sequences}
 */
record Change(String sequence, Tally deltas) {

  /** Whether applying it once, twice or never comes to the same. */
  boolean isNothing() {
    return deltas.isZero();
  }
}
