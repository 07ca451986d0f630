// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

/** A decoded picture with what its samples mean. */
record Raw(Pixels pixels, Colour colour) {

  /** What the bands are. */
  enum Colour {
    GREY,
    RGB,
    /** As in JFIF: full range, BT.601. */
    YCBCR,
    /** Ink: 255 is full. */
    CMYK,
    /** As Adobe stores it: 0 is full ink. */
    INVERTED_CMYK,
    /** The first three bands of CMYK stored as the YCbCr of their complement. */
    YCCK,
    /** As Adobe stores it. */
    INVERTED_YCCK
  }
}
