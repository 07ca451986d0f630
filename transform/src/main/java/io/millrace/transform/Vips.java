// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The C functions of libvips that are called, each linked when it is first needed. Operations go by
 * name and properties ({@link VipsOperation}), as in the library's other bindings, so twenty
 * functions of a dozen shapes are all there is to link. Source: libvips 8.18 API, "Writing bindings
 * for libvips".
 */
final class Vips {

  /** The oldest that can be told to leave untrusted loaders alone. */
  private static final int MIN_MAJOR = 8;

  private static final int MIN_MINOR = 13;

  /** From here on metadata is left away by {@code keep}, before by {@code strip}. */
  private static final int KEEP_MINOR = 15;

  private static final int MAX_MESSAGE_BYTES = 1 << 16;

  private static final FunctionDescriptor P_P = FunctionDescriptor.of(ADDRESS, ADDRESS);
  private static final FunctionDescriptor P_PP = FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS);
  private static final FunctionDescriptor P_PPJ =
      FunctionDescriptor.of(ADDRESS, ADDRESS, ADDRESS, JAVA_LONG);
  private static final FunctionDescriptor P_PJIIII =
      FunctionDescriptor.of(ADDRESS, ADDRESS, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
  private static final FunctionDescriptor P = FunctionDescriptor.of(ADDRESS);
  private static final FunctionDescriptor I_P = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final FunctionDescriptor I_I = FunctionDescriptor.of(JAVA_INT, JAVA_INT);
  private static final FunctionDescriptor I_PPI =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT);
  private static final FunctionDescriptor I_PPP =
      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS);
  private static final FunctionDescriptor J = FunctionDescriptor.of(JAVA_LONG);
  private static final FunctionDescriptor V = FunctionDescriptor.ofVoid();
  private static final FunctionDescriptor V_P = FunctionDescriptor.ofVoid(ADDRESS);
  private static final FunctionDescriptor V_I = FunctionDescriptor.ofVoid(JAVA_INT);
  private static final FunctionDescriptor V_PPPP =
      FunctionDescriptor.ofVoid(ADDRESS, ADDRESS, ADDRESS, ADDRESS);

  /** {@code g_object_set(object, name, value, NULL)}: two fixed arguments, then any number. */
  private static final int FIXED_OF_PROPERTIES = 2;

  private final NativeFunction operationNew;
  private final NativeFunction setFromString;
  private final NativeFunction objectSet;
  private final NativeFunction objectGet;
  private final NativeFunction operationBuild;
  private final NativeFunction unrefOutputs;
  private final NativeFunction objectUnref;
  private final NativeFunction free;
  private final NativeFunction blobNew;
  private final NativeFunction blobGet;
  private final NativeFunction areaUnref;
  private final NativeFunction errorBuffer;
  private final NativeFunction errorClear;
  private final NativeFunction copyMemory;
  private final NativeFunction writeToMemory;
  private final NativeFunction newFromMemory;
  private final NativeFunction width;
  private final NativeFunction height;
  private final NativeFunction bands;
  private final NativeFunction format;
  private final NativeFunction trackedMemory;
  private final NativeFunction trackedAllocations;
  private final ReentrantLock oneAtATime = new ReentrantLock();
  private final String version;
  private final boolean keeps;

  /**
   * Takes the library into use for this process.
   *
   * @throws LinkageError when it lacks a function, is too old, or does not start
   */
  Vips(SymbolLookup library) {
    operationNew = new NativeFunction(library, "vips_operation_new", P_P);
    setFromString = new NativeFunction(library, "vips_object_set_argument_from_string", I_PPP);
    objectSet = new NativeFunction(library, "g_object_set", V_PPPP, FIXED_OF_PROPERTIES);
    objectGet = new NativeFunction(library, "g_object_get", V_PPPP, FIXED_OF_PROPERTIES);
    operationBuild = new NativeFunction(library, "vips_cache_operation_buildp", I_P);
    unrefOutputs = new NativeFunction(library, "vips_object_unref_outputs", V_P);
    objectUnref = new NativeFunction(library, "g_object_unref", V_P);
    free = new NativeFunction(library, "g_free", V_P);
    blobNew = new NativeFunction(library, "vips_blob_new", P_PPJ);
    blobGet = new NativeFunction(library, "vips_blob_get", P_PP);
    areaUnref = new NativeFunction(library, "vips_area_unref", V_P);
    errorBuffer = new NativeFunction(library, "vips_error_buffer", P);
    errorClear = new NativeFunction(library, "vips_error_clear", V);
    copyMemory = new NativeFunction(library, "vips_image_copy_memory", P_P);
    writeToMemory = new NativeFunction(library, "vips_image_write_to_memory", P_PP);
    newFromMemory = new NativeFunction(library, "vips_image_new_from_memory", P_PJIIII);
    width = new NativeFunction(library, "vips_image_get_width", I_P);
    height = new NativeFunction(library, "vips_image_get_height", I_P);
    bands = new NativeFunction(library, "vips_image_get_bands", I_P);
    format = new NativeFunction(library, "vips_image_get_format", I_P);
    trackedMemory = new NativeFunction(library, "vips_tracked_get_mem", J);
    trackedAllocations =
        new NativeFunction(library, "vips_tracked_get_allocs", FunctionDescriptor.of(JAVA_INT));
    NativeFunction number = new NativeFunction(library, "vips_version", I_I);
    int major = number.intOf(0);
    int minor = number.intOf(1);
    version = major + "." + minor + "." + number.intOf(2);
    if (major != MIN_MAJOR || minor < MIN_MINOR) {
      throw new UnsatisfiedLinkError(
          "libvips "
              + version
              + ", needed is "
              + MIN_MAJOR
              + "."
              + MIN_MINOR
              + " or later of "
              + MIN_MAJOR);
    }
    keeps = minor >= KEEP_MINOR;
    start(library);
  }

  private void start(SymbolLookup library) {
    try (Arena arena = Arena.ofConfined()) {
      // What it finds odd about a file is said by the outcome, not line by line on standard error.
      new NativeFunction(library, "g_setenv", I_PPI)
          .intOf(arena.allocateFrom("VIPS_WARNING"), arena.allocateFrom("1"), 1);
      if (new NativeFunction(library, "vips_init", I_P).intOf(arena.allocateFrom("millrace"))
          != 0) {
        throw new UnsatisfiedLinkError("libvips does not start: " + error().getMessage());
      }
    }
    new NativeFunction(library, "vips_concurrency_set", V_I).call(1);
    // Nothing is asked for twice, and what is kept would be somebody's photo.
    new NativeFunction(library, "vips_cache_set_max", V_I).call(0);
    new NativeFunction(library, "vips_block_untrusted_set", V_I).call(1);
  }

  /** Such as 8.18.7. */
  String version() {
    return version;
  }

  /** Whether metadata is left away by the property {@code keep}. */
  boolean keeps() {
    return keeps;
  }

  /** The error buffer is one for the process, and memory is bounded for one photo at a time. */
  ReentrantLock oneAtATime() {
    return oneAtATime;
  }

  /** Bytes that the library has taken for pixels and not given back. */
  long trackedMemory() {
    return trackedMemory.longOf();
  }

  /** Pieces of {@link #trackedMemory}. */
  int trackedAllocations() {
    return trackedAllocations.intOf();
  }

  MemorySegment operationNew(MemorySegment name) {
    return operationNew.pointerOf(name);
  }

  boolean setFromString(MemorySegment operation, MemorySegment name, MemorySegment value) {
    return setFromString.intOf(operation, name, value) == 0;
  }

  void set(MemorySegment object, MemorySegment name, MemorySegment value) {
    objectSet.call(object, name, value, MemorySegment.NULL);
  }

  /** Puts a reference of the caller's own into the cell. */
  void get(MemorySegment object, MemorySegment name, MemorySegment cell) {
    objectGet.call(object, name, cell, MemorySegment.NULL);
  }

  /** Builds the operation that the cell points to, and leaves the one to go on with in it. */
  boolean build(MemorySegment cell) {
    return operationBuild.intOf(cell) == 0;
  }

  void unrefOutputs(MemorySegment operation) {
    unrefOutputs.call(operation);
  }

  void unref(MemorySegment object) {
    objectUnref.call(object);
  }

  void free(MemorySegment memory) {
    free.call(memory);
  }

  /** A blob of bytes that stay the caller's. */
  MemorySegment blobNew(MemorySegment data) {
    return blobNew.pointerOf(MemorySegment.NULL, data, data.byteSize());
  }

  /** The bytes of a blob, which stay the blob's. */
  @SuppressWarnings("restricted")
  MemorySegment blobGet(MemorySegment blob, MemorySegment sizeCell) {
    return blobGet.pointerOf(blob, sizeCell).reinterpret(sizeCell.get(JAVA_LONG, 0));
  }

  void unrefArea(MemorySegment area) {
    areaUnref.call(area);
  }

  MemorySegment copyMemory(MemorySegment image) {
    return copyMemory.pointerOf(image);
  }

  MemorySegment writeToMemory(MemorySegment image, MemorySegment sizeCell) {
    return writeToMemory.pointerOf(image, sizeCell);
  }

  /** A picture of 8-bit samples that stay the caller's. */
  MemorySegment newFromMemory(MemorySegment samples, int wide, int high, int bandsOfPixel) {
    return newFromMemory.pointerOf(samples, samples.byteSize(), wide, high, bandsOfPixel, 0);
  }

  int width(MemorySegment image) {
    return width.intOf(image);
  }

  int height(MemorySegment image) {
    return height.intOf(image);
  }

  int bands(MemorySegment image) {
    return bands.intOf(image);
  }

  /** The number of {@code VipsBandFormat}. */
  int format(MemorySegment image) {
    return format.intOf(image);
  }

  /** What the library said, which it forgets with that. */
  @SuppressWarnings("restricted")
  VipsException error() {
    String message = errorBuffer.pointerOf().reinterpret(MAX_MESSAGE_BYTES).getString(0);
    errorClear.call();
    return new VipsException(message.strip());
  }
}
