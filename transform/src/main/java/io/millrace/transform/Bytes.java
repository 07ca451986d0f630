// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.nio.charset.StandardCharsets;

/**
 * A window on untrusted bytes, read at offsets in one byte order. A read beyond the end says that
 * the file is cut short, so that header parsers need no bounds checks of their own.
 */
final class Bytes {

  private final byte[] data;
  private final int from;
  private final int length;
  private final boolean littleEndian;

  private Bytes(byte[] data, int from, int length, boolean littleEndian) {
    this.data = data;
    this.from = from;
    this.length = length;
    this.littleEndian = littleEndian;
  }

  static Bytes bigEndian(byte[] data) {
    return new Bytes(data, 0, data.length, false);
  }

  static Bytes littleEndian(byte[] data) {
    return new Bytes(data, 0, data.length, true);
  }

  /** The same bytes, to be read in this order. */
  Bytes ordered(boolean littleEndianFirst) {
    return new Bytes(data, from, length, littleEndianFirst);
  }

  int length() {
    return length;
  }

  int u8(long at) throws UnreadableException {
    require(at, 1);
    return data[from + (int) at] & 0xff;
  }

  int u16(long at) throws UnreadableException {
    require(at, 2);
    int first = data[from + (int) at] & 0xff;
    int second = data[from + (int) at + 1] & 0xff;
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  long u32(long at) throws UnreadableException {
    long first = u16(at);
    long second = u16(at + 2);
    return littleEndian ? second << 16 | first : first << 16 | second;
  }

  /** As {@link #u32}, with a sign. */
  int i32(long at) throws UnreadableException {
    return (int) u32(at);
  }

  /** Three bytes. */
  int u24(long at) throws UnreadableException {
    return littleEndian ? u8(at + 2) << 16 | u16(at) : u8(at) << 16 | u16(at + 1);
  }

  Bytes slice(long at, long size) throws UnreadableException {
    require(at, size);
    return new Bytes(data, from + (int) at, (int) size, littleEndian);
  }

  byte[] copy(long at, long size) throws UnreadableException {
    require(at, size);
    byte[] copy = new byte[(int) size];
    System.arraycopy(data, from + (int) at, copy, 0, copy.length);
    return copy;
  }

  /** Whether these ASCII characters stand there; false, too, where the bytes end. */
  boolean has(long at, String ascii) {
    byte[] wanted = ascii.getBytes(StandardCharsets.ISO_8859_1);
    if (at < 0 || at + wanted.length > length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (data[from + (int) at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private void require(long at, long size) throws UnreadableException {
    if (at < 0 || size < 0 || at + size > length) {
      throw UnreadableException.malformed(
          "Cut short: needs " + size + " bytes at " + at + ", has " + length);
    }
  }
}
