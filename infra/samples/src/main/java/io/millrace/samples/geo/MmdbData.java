// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples.geo;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A data section of the MaxMind DB format 2.0: values one behind the other, a repeated string or
 * map written once and pointed to afterwards. Source: the MaxMind DB file format specification,
 * version 2.0, "Data Section".
 */
final class MmdbData {

  private static final int POINTER = 1;
  private static final int STRING = 2;
  private static final int DOUBLE = 3;
  private static final int UINT16 = 5;
  private static final int UINT32 = 6;
  private static final int MAP = 7;
  private static final int UINT64 = 9;
  private static final int ARRAY = 11;

  /** Shorter values take no more room than a pointer to them. */
  private static final int WORTH_POINTING = 4;

  private static final int[] POINTER_BASES = {0, 2_048, 526_336, 134_744_064};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Map<Object, Integer> offsets = new HashMap<>();

  /** Unsigned numbers by the width the format gives them; a plain Integer would not say. */
  record Unsigned(long value, int bits) {}

  static Unsigned uint16(long value) {
    return new Unsigned(value, 16);
  }

  static Unsigned uint32(long value) {
    return new Unsigned(value, 32);
  }

  static Unsigned uint64(long value) {
    return new Unsigned(value, 64);
  }

  /** Writes a value of a tree's leaf once and returns where it stands. */
  int put(Map<String, Object> value) {
    Integer known = offsets.get(value);
    if (known != null) {
      return known;
    }
    int offset = out.size();
    write(value);
    return offset;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void write(Object value) {
    if (isWorthPointing(value)) {
      Integer known = offsets.get(value);
      if (known != null) {
        pointer(known);
        return;
      }
      offsets.put(value, out.size());
    }
    switch (value) {
      case String text -> {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        control(STRING, utf8.length);
        out.writeBytes(utf8);
      }
      case Double number -> {
        control(DOUBLE, Double.BYTES);
        out.writeBytes(ByteBuffer.allocate(Double.BYTES).putDouble(number).array());
      }
      case Unsigned number -> unsigned(number);
      case Map<?, ?> map -> {
        control(MAP, map.size());
        map.forEach(
            (key, entry) -> {
              write(key);
              write(entry);
            });
      }
      case List<?> list -> {
        control(ARRAY, list.size());
        list.forEach(this::write);
      }
      default ->
          throw new IllegalArgumentException(
              "no type of the format for " + value.getClass().getName());
    }
  }

  private static boolean isWorthPointing(Object value) {
    return value instanceof Map<?, ?>
        || (value instanceof String text && text.length() >= WORTH_POINTING);
  }

  /** Leading zero bytes are left out, so zero is no byte at all. */
  private void unsigned(Unsigned number) {
    byte[] bytes =
        number.value() == 0
            ? new byte[0]
            : ByteBuffer.allocate(Long.BYTES).putLong(number.value()).array();
    int from = bytes.length == 0 ? 0 : Long.numberOfLeadingZeros(number.value()) / Byte.SIZE;
    control(
        switch (number.bits()) {
          case 16 -> UINT16;
          case 32 -> UINT32;
          case 64 -> UINT64;
          default ->
              throw new IllegalArgumentException(
                  "unsigned numbers have 16, 32 or 64 bits, not " + number.bits());
        },
        bytes.length - from);
    out.write(bytes, from, bytes.length - from);
  }

  private void control(int type, int size) {
    int inline = Math.min(size, size < 29 ? size : size < 285 ? 29 : 30);
    if (size >= 285 + 65_536) {
      throw new IllegalArgumentException(size + " elements in one value, 65820 are allowed here");
    }
    boolean extended = type > MAP;
    out.write((extended ? 0 : type << 5) | inline);
    if (extended) {
      out.write(type - MAP);
    }
    if (inline == 29) {
      out.write(size - 29);
    } else if (inline == 30) {
      out.write((size - 285) >> Byte.SIZE);
      out.write(size - 285);
    }
  }

  private void pointer(int target) {
    int size = 0;
    while (size < 3 && target >= POINTER_BASES[size + 1]) {
      size++;
    }
    int value = target - (size == 3 ? 0 : POINTER_BASES[size]);
    int high = size == 3 ? 0 : value >> (Byte.SIZE * (size + 1));
    out.write(POINTER << 5 | size << 3 | high);
    for (int i = size; i >= 0; i--) {
      out.write(value >> (Byte.SIZE * i));
    }
  }
}
