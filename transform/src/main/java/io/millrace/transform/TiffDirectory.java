// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.util.HashMap;
import java.util.Map;

/**
 * The first directory of a TIFF structure, as TIFF files and Exif have it. Source: TIFF 6.0,
 * section 2.
 */
final class TiffDirectory {

  private static final int ORIENTATION = 0x0112;
  private static final int ENTRY_BYTES = 12;
  private static final int INLINE_BYTES = 4;

  /** Size of a value by its type's number, from 1. */
  private static final int[] TYPE_BYTES = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4};

  /** A field's type, number of values, and the bytes of all values. */
  private record Field(int type, long count, Bytes values) {}

  private final Map<Integer, Field> fields = new HashMap<>();

  private TiffDirectory() {}

  /** The orientation in an Exif block; upright when it has none or can't be read. */
  static Orientation orientation(Bytes exif) {
    try {
      return Orientation.of(read(exif).number(ORIENTATION, 1));
    } catch (UnreadableException e) {
      // Damaged metadata does not damage the photo.
      return Orientation.UPRIGHT;
    }
  }

  /**
   * Reads the directory.
   *
   * @throws UnreadableException when it, or a value in it, does not lie within the bytes
   */
  static TiffDirectory read(Bytes file) throws UnreadableException {
    boolean littleEndian = file.has(0, "II*\0");
    if (!littleEndian && !file.has(0, "MM\0*")) {
      throw UnreadableException.malformed("Not a TIFF structure");
    }
    Bytes bytes = file.ordered(littleEndian);
    TiffDirectory directory = new TiffDirectory();
    long at = bytes.u32(4);
    int entries = bytes.u16(at);
    for (int i = 0; i < entries; i++) {
      directory.field(bytes, at + 2 + (long) i * ENTRY_BYTES);
    }
    return directory;
  }

  private void field(Bytes bytes, long at) throws UnreadableException {
    int type = bytes.u16(at + 2);
    long count = bytes.u32(at + 4);
    if (type == 0 || type >= TYPE_BYTES.length) {
      // To be skipped, says the specification.
      return;
    }
    long size = count * TYPE_BYTES[type];
    long valueAt = size <= INLINE_BYTES ? at + 8 : bytes.u32(at + 8);
    fields.putIfAbsent(bytes.u16(at), new Field(type, count, bytes.slice(valueAt, size)));
  }

  Orientation orientation() throws UnreadableException {
    return Orientation.of(number(ORIENTATION, 1));
  }

  boolean has(int tag) {
    return fields.containsKey(tag);
  }

  /** How many values a field has; 0 when it is absent. */
  long count(int tag) {
    Field field = fields.get(tag);
    return field == null ? 0 : field.count();
  }

  /** The first value of a field of whole numbers. */
  long number(int tag, long absent) throws UnreadableException {
    return count(tag) == 0 ? absent : number(tag, 0, absent);
  }

  /** A value of a field of whole numbers, counted from 0. */
  long number(int tag, int index, long absent) throws UnreadableException {
    Field field = fields.get(tag);
    if (field == null) {
      return absent;
    }
    long at = (long) index * TYPE_BYTES[field.type()];
    return switch (TYPE_BYTES[field.type()]) {
      case 1 -> field.values().u8(at);
      case 2 -> field.values().u16(at);
      case 4 -> field.values().u32(at);
      default ->
          throw UnreadableException.malformed(
              "TIFF tag " + tag + " is of type " + field.type() + ", not a whole number");
    };
  }

  /** All bytes of a field; none when it is absent. */
  byte[] bytes(int tag) throws UnreadableException {
    Field field = fields.get(tag);
    return field == null ? new byte[0] : field.values().copy(0, field.values().length());
  }
}
