// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import java.util.List;

/**
 * What somebody uploads.
 *
 * @param firstLine of the first input, counted from 1
 */
@SuppressWarnings("ArrayRecordComponent")
record Upload(Kind kind, byte[] body, List<Input> inputs, int firstLine) {

  /** What it is. */
  enum Kind {
    EVENTS,
    PHOTO,
    BROKEN_PHOTO,
    EMPTY,
    UNSUPPORTED
  }
}
