// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

/**
 * A picture of 8-bit samples, row by row, the bands of a pixel side by side.
 *
 * @param data width × height × bands samples; not copied, and changed by nobody once it is here
 */
// A carrier that is never compared.
@SuppressWarnings("ArrayRecordComponent")
record Pixels(int width, int height, int bands, byte[] data) {

  Pixels {
    if (data.length != Math.multiplyExact(Math.multiplyExact(width, height), bands)) {
      throw new IllegalArgumentException(
          data.length + " samples for " + width + "x" + height + "x" + bands);
    }
  }
}
