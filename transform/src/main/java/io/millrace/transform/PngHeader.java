// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/**
 * Walks the chunks of a PNG to its end, checks each that matters, and leaves the others away, so
 * that the decoder sees pixels only (its text chunks may unpack to anything). Source: PNG, third
 * edition, section 5.
 */
final class PngHeader {

  private static final int SIGNATURE_BYTES = 8;
  private static final int CHUNK_OVERHEAD = 12;
  private static final int PALETTE = 3;

  private final byte[] file;
  private final Bytes bytes;
  private final PhotoLimits limits;
  private final ByteArrayOutputStream decodable;
  private Orientation orientation = Orientation.UPRIGHT;
  private byte[] profile = Profiles.NONE;

  private PngHeader(byte[] file, PhotoLimits limits) {
    this.file = file;
    this.bytes = Bytes.bigEndian(file);
    this.limits = limits;
    this.decodable = new ByteArrayOutputStream(file.length);
  }

  static Header read(byte[] file, PhotoLimits limits) throws UnreadableException {
    return new PngHeader(file, limits).walk();
  }

  private Header walk() throws UnreadableException {
    if (!bytes.has(SIGNATURE_BYTES + 4, "IHDR")) {
      throw UnreadableException.malformed("A PNG without IHDR first");
    }
    long width = bytes.u32(16);
    long height = bytes.u32(20);
    int bits = bytes.u8(24);
    int colourType = bytes.u8(25);
    Header.check(width, height, decodedBytesPerPixel(bits, colourType), limits);
    decodable.write(file, 0, SIGNATURE_BYTES);
    int at = SIGNATURE_BYTES;
    boolean pixels = false;
    while (!bytes.has(at + 4, "IEND")) {
      long length = bytes.u32(at);
      Bytes body = bytes.slice(at + 8L, length + 4).slice(0, length);
      if (bytes.has(at + 4, "IDAT")) {
        pixels = true;
        keep(at, (int) length);
      } else if (Character.isUpperCase(bytes.u8(at + 4)) || bytes.has(at + 4, "tRNS")) {
        keep(at, (int) length);
      } else if (bytes.has(at + 4, "eXIf")) {
        orientation = TiffDirectory.orientation(body);
      } else if (bytes.has(at + 4, "iCCP")) {
        profile = profile(body);
      }
      at += (int) length + CHUNK_OVERHEAD;
    }
    if (!pixels) {
      throw UnreadableException.malformed("A PNG without IDAT");
    }
    keep(at, 0);
    return Header.plain(Format.PNG, width, height, orientation, profile, decodable.toByteArray());
  }

  /** The decoded picture and its 8-bit RGB. */
  private static double decodedBytesPerPixel(int bits, int colourType) {
    int channels =
        switch (colourType) {
          case 0, PALETTE -> 1;
          case 4 -> 2;
          case 2 -> 3;
          default -> 4;
        };
    return (bits > 8 ? 2.0 : 1.0) * channels + 3;
  }

  private void keep(int at, int length) throws UnreadableException {
    CRC32 crc = new CRC32();
    bytes.slice(at, (long) length + CHUNK_OVERHEAD);
    crc.update(file, at + 4, length + 4);
    if (crc.getValue() != bytes.u32(at + 8L + length)) {
      throw UnreadableException.malformed("A PNG chunk with a wrong checksum at " + at);
    }
    decodable.write(file, at, length + CHUNK_OVERHEAD);
  }

  /** A name up to 79 characters, zero, the method, a zlib stream. */
  private byte[] profile(Bytes body) throws UnreadableException {
    for (int i = 0; i < Math.min(80, body.length() - 2); i++) {
      if (body.u8(i) == 0) {
        return Profiles.deflated(body.copy(i + 2L, body.length() - i - 2L), limits);
      }
    }
    return Profiles.NONE;
  }
}
