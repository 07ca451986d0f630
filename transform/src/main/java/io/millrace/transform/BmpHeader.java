// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

/** The headers of a Windows bitmap. Source: Microsoft, BITMAPFILEHEADER and BITMAPV5HEADER. */
final class BmpHeader {

  private static final int FILE_HEADER_BYTES = 14;
  private static final int CORE_HEADER_BYTES = 12;
  private static final int RGB = 0;
  private static final int RLE8 = 1;
  private static final int RLE4 = 2;
  private static final int BITFIELDS = 3;

  private BmpHeader() {}

  static Header read(byte[] file, PhotoLimits limits) throws UnreadableException {
    Bytes bytes = Bytes.littleEndian(file);
    long pixelsAt = bytes.u32(10);
    long headerBytes = bytes.u32(FILE_HEADER_BYTES);
    boolean core = headerBytes == CORE_HEADER_BYTES;
    long width = core ? bytes.u16(18) : bytes.i32(18);
    // Negative means that the rows run from top to bottom.
    long height = Math.abs(core ? (long) bytes.u16(20) : bytes.i32(22));
    int bits = bytes.u16(core ? 24 : 28);
    long compression = core ? RGB : bytes.u32(30);
    if (compression > BITFIELDS) {
      // Among them pictures of other formats in disguise.
      throw UnreadableException.unsupported("A BMP of compression " + compression);
    }
    if (bits != 1 && bits != 4 && bits != 8 && bits != 16 && bits != 24 && bits != 32) {
      throw UnreadableException.unsupported("A BMP of " + bits + " bits a pixel");
    }
    Header.check(width, height, Math.max(1, bits / 8.0) + 3, limits);
    if (bits <= 8 && !core && bytes.u32(46) > 1L << bits) {
      throw UnreadableException.malformed(
          "A BMP of " + bits + " bits with " + bytes.u32(46) + " colours");
    }
    boolean packed = compression == RLE8 || compression == RLE4;
    long rowBytes = (width * bits + 31) / 32 * 4;
    bytes.slice(pixelsAt, packed ? bytes.u32(34) : rowBytes * height);
    return Header.plain(Format.BMP, width, height, Orientation.UPRIGHT, Profiles.NONE, file);
  }
}
