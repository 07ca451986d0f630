// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads values of a MaxMind DB one behind the other; a pointer is followed, and reading goes on
 * behind it. Whoever opens a map or a list reads or skips all that it holds, and closes it. For one
 * thread. Source: the MaxMind DB file format specification, version 2.0, "Data Section".
 */
final class MmdbCursor {

  private static final int POINTER = 1;
  private static final int TEXT = 2;
  private static final int DOUBLE = 3;
  private static final int UINT16 = 5;
  private static final int UINT32 = 6;
  private static final int MAP = 7;
  private static final int UINT64 = 9;
  private static final int ARRAY = 11;
  private static final int BOOLEAN = 14;
  private static final int FLOAT = 15;

  /** What a longer pointer adds to its value; one of four bytes adds nothing. */
  private static final int[] POINTER_BASES = {0, 2_048, 526_336, 0};

  /** What a size of 29, 30 or 31 means: so much, and the number in as many bytes more. */
  private static final int[] SIZE_BASES = {29, 285, 65_821};

  private static final int SIZES_IN_PLACE = 29;

  /** A city's entry has three levels; the format's own readers stop at 512. */
  private static final int MAX_DEPTH = 32;

  /** Of a map or list that no pointer led to. */
  private static final int HERE = -1;

  private final byte[] bytes;
  private final int base;
  private int at;
  private int type;
  private int size;

  /**
   * @param base where the section begins, from which pointers count
   * @param at where the first value to read begins
   */
  MmdbCursor(byte[] bytes, int base, int at) {
    this.bytes = bytes;
    this.base = base;
    this.at = at;
  }

  /** How many entries the map or list has that was opened last. */
  int size() {
    return size;
  }

  /** Goes into a map: then its keys, as texts, and values follow by turns. */
  int openMap() {
    return open(MAP, "a map");
  }

  /** Goes into a list. */
  int openList() {
    return open(ARRAY, "a list");
  }

  /**
   * Behind the last of its entries.
   *
   * @param opened what opening it returned
   */
  void close(int opened) {
    if (opened != HERE) {
      at = opened;
    }
  }

  String text() {
    int opened = open(TEXT, "a text");
    String text = new String(bytes, advance(size), size, StandardCharsets.UTF_8);
    close(opened);
    return text;
  }

  /** An unsigned number of 16, 32 or 64 bits; those of 64 as Java's long. */
  long unsigned() {
    int opened = enter();
    if (type != UINT16 && type != UINT32 && type != UINT64) {
      throw wrong("an unsigned number");
    }
    long number = number(size);
    close(opened);
    return number;
  }

  /** A number with a fraction, of either precision. */
  double fraction() {
    int opened = enter();
    double number;
    if (type == DOUBLE && size == Double.BYTES) {
      number = Double.longBitsToDouble(number(size));
    } else if (type == FLOAT && size == Float.BYTES) {
      number = Float.intBitsToFloat((int) number(size));
    } else {
      throw wrong("a number with a fraction");
    }
    close(opened);
    return number;
  }

  /** Goes behind a value of any type. */
  void skip() {
    skip(0);
  }

  private void skip(int depth) {
    if (depth > MAX_DEPTH) {
      throw damaged("is deeper than " + MAX_DEPTH + " levels", at);
    }
    control();
    switch (type) {
      case POINTER, BOOLEAN -> {
        // The one's bytes are read with its control byte, the other's size is its value.
      }
      case MAP, ARRAY -> {
        long left = type == MAP ? 2L * size : size;
        for (; left > 0; left--) {
          skip(depth + 1);
        }
      }
      default -> advance(size);
    }
  }

  private int open(int wanted, String name) {
    int opened = enter();
    if (type != wanted) {
      throw wrong(name);
    }
    return opened;
  }

  /** Reads what a value is, behind a pointer if there is one; returns where to go on then. */
  private int enter() {
    control();
    if (type != POINTER) {
      return HERE;
    }
    int behind = at;
    at = size;
    control();
    if (type == POINTER) {
      throw damaged("is a pointer to a pointer", at);
    }
    return behind;
  }

  /** Reads type and size; of a pointer, where it leads to. */
  private void control() {
    int control = octet();
    type = control >>> 5;
    if (type == POINTER) {
      int length = (control >>> 3) & 3;
      long high = length == 3 ? 0 : control & 7;
      size =
          within(base + POINTER_BASES[length] + (high << (8 * (length + 1)) | number(length + 1)));
      return;
    }
    if (type == 0) {
      type = MAP + octet();
    }
    int inPlace = control & 31;
    size =
        inPlace < SIZES_IN_PLACE
            ? inPlace
            : SIZE_BASES[inPlace - SIZES_IN_PLACE] + (int) number(inPlace - SIZES_IN_PLACE + 1);
  }

  private long number(int length) {
    if (length > Long.BYTES) {
      throw damaged("has " + length + " bytes, a number at most " + Long.BYTES, at);
    }
    long number = 0;
    for (int i = 0; i < length; i++) {
      number = number << 8 | octet();
    }
    return number;
  }

  private int octet() {
    return bytes[advance(1)] & 0xFF;
  }

  /** Goes on by so many bytes and returns where they begin. */
  private int advance(int length) {
    int from = at;
    if (length > bytes.length - from) {
      throw damaged("ends behind the file's " + bytes.length + " bytes", from);
    }
    at = from + length;
    return from;
  }

  private int within(long position) {
    if (position >= bytes.length) {
      throw damaged("leads behind the file's " + bytes.length + " bytes", at);
    }
    return (int) position;
  }

  private UncheckedIOException wrong(String wanted) {
    return damaged("has type " + type + ", needed is " + wanted, at);
  }

  static UncheckedIOException damaged(String how, int at) {
    return new UncheckedIOException(
        new IOException("Geolocation database is damaged: what stands at byte " + at + " " + how));
  }
}
