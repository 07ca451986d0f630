// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * All native memory that one photo takes: given back when the scope is closed, on every path. First
 * the pictures, the latest first, then the bytes they read.
 */
final class VipsScope implements AutoCloseable {

  private final Vips vips;
  private final Arena arena = Arena.ofConfined();
  private final Deque<MemorySegment> images = new ArrayDeque<>();
  private final Deque<MemorySegment> blobs = new ArrayDeque<>();
  private final Map<String, MemorySegment> texts = new HashMap<>();

  VipsScope(Vips vips) {
    this.vips = vips;
  }

  Vips vips() {
    return vips;
  }

  VipsOperation operation(String name) {
    return new VipsOperation(this, name);
  }

  /** The bytes, where the library can read them. */
  MemorySegment blob(byte[] bytes) {
    MemorySegment blob = vips.blobNew(arena.allocateFrom(JAVA_BYTE, bytes));
    blobs.push(blob);
    return blob;
  }

  MemorySegment text(String text) {
    return texts.computeIfAbsent(text, arena::allocateFrom);
  }

  /** A place for a pointer. */
  MemorySegment cell(MemorySegment pointer) {
    return arena.allocateFrom(ADDRESS, pointer);
  }

  static MemorySegment pointer(MemorySegment cell) {
    return cell.get(ADDRESS, 0);
  }

  /** Takes a reference to a picture over. */
  MemorySegment image(MemorySegment image) {
    images.push(image);
    return image;
  }

  /** Takes a reference to a blob over, and copies what it holds. */
  byte[] bytes(MemorySegment blob) {
    blobs.push(blob);
    return vips.blobGet(blob, arena.allocate(JAVA_LONG)).toArray(JAVA_BYTE);
  }

  /** The picture with its pixels worked out, to be read more than once and in any order. */
  MemorySegment inMemory(MemorySegment image) throws VipsException {
    MemorySegment copy = vips.copyMemory(image);
    if (copy.address() == 0) {
      throw vips.error();
    }
    return image(copy);
  }

  /** The samples of a picture of 8 bits. */
  @SuppressWarnings("restricted")
  Pixels pixels(MemorySegment image) throws VipsException {
    MemorySegment size = arena.allocate(JAVA_LONG);
    MemorySegment samples = vips.writeToMemory(image, size);
    if (samples.address() == 0) {
      throw vips.error();
    }
    try {
      byte[] data = samples.reinterpret(size.get(JAVA_LONG, 0)).toArray(JAVA_BYTE);
      return new Pixels(vips.width(image), vips.height(image), vips.bands(image), data);
    } finally {
      vips.free(samples);
    }
  }

  /** The picture of these samples. */
  MemorySegment image(Pixels pixels) throws VipsException {
    MemorySegment image =
        vips.newFromMemory(
            arena.allocateFrom(JAVA_BYTE, pixels.data()),
            pixels.width(),
            pixels.height(),
            pixels.bands());
    if (image.address() == 0) {
      throw vips.error();
    }
    return image(image);
  }

  @Override
  public void close() {
    images.forEach(vips::unref);
    blobs.forEach(vips::unrefArea);
    arena.close();
  }
}
