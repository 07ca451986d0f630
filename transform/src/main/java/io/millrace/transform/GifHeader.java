// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

/**
 * Walks a GIF up to the end of its first picture, which is the one that is rendered. Source: GIF89a
 * specification.
 */
final class GifHeader {

  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int COLOUR_TABLE = 0x80;

  private GifHeader() {}

  static Header read(byte[] file, PhotoLimits limits) throws UnreadableException {
    Bytes bytes = Bytes.littleEndian(file);
    int at = 13 + colourTable(bytes.u8(10));
    while (bytes.u8(at) == EXTENSION) {
      at = behindBlocks(bytes, at + 2);
    }
    if (bytes.u8(at) != IMAGE) {
      throw UnreadableException.malformed(
          "A GIF with block " + bytes.u8(at) + " where its picture should be, at " + at);
    }
    int width = bytes.u16(at + 5L);
    int height = bytes.u16(at + 7L);
    // One index a pixel, and its 8-bit RGB.
    Header.check(width, height, 4, limits);
    behindBlocks(bytes, at + 11 + colourTable(bytes.u8(at + 9L)));
    return Header.plain(Format.GIF, width, height, Orientation.UPRIGHT, Profiles.NONE, file);
  }

  private static int colourTable(int flags) {
    return (flags & COLOUR_TABLE) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static int behindBlocks(Bytes bytes, int from) throws UnreadableException {
    int at = from;
    while (bytes.u8(at) != 0) {
      at += 1 + bytes.u8(at);
    }
    return at + 1;
  }
}
