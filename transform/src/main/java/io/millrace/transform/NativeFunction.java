// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * A C function, linked at its first call: linking costs a cold start more than calling does. Not
 * thread-safe, but for being linked twice.
 */
final class NativeFunction {

  private static final Linker LINKER = Linker.nativeLinker();

  private final MemorySegment address;
  private final FunctionDescriptor shape;
  private final Linker.Option[] options;
  private @Nullable MethodHandle handle;

  /**
   * @throws UnsatisfiedLinkError when the library has no such function
   */
  NativeFunction(SymbolLookup library, String name, FunctionDescriptor shape) {
    this(library, name, shape, 0);
  }

  /**
   * A function of any number of arguments.
   *
   * @param fixed how many of the arguments it names
   */
  NativeFunction(SymbolLookup library, String name, FunctionDescriptor shape, int fixed) {
    this.address =
        library
            .find(name)
            .orElseThrow(() -> new UnsatisfiedLinkError("The library has no " + name));
    this.shape = shape;
    this.options =
        fixed == 0
            ? new Linker.Option[0]
            : new Linker.Option[] {Linker.Option.firstVariadicArg(fixed)};
  }

  @SuppressWarnings("restricted")
  private MethodHandle handle() {
    MethodHandle linked = handle;
    if (linked == null) {
      linked = LINKER.downcallHandle(address, shape, options);
      handle = linked;
    }
    return linked;
  }

  /** What a call throws is never the function's doing: a shape that does not fit its handle. */
  private static IllegalStateException unexpected(Throwable e) {
    return new IllegalStateException("A call of native code that does not fit it", e);
  }

  MemorySegment pointerOf() {
    try {
      return (MemorySegment) handle().invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  MemorySegment pointerOf(MemorySegment a) {
    try {
      return (MemorySegment) handle().invokeExact(a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  MemorySegment pointerOf(MemorySegment a, MemorySegment b) {
    try {
      return (MemorySegment) handle().invokeExact(a, b);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  MemorySegment pointerOf(MemorySegment a, MemorySegment b, long c) {
    try {
      return (MemorySegment) handle().invokeExact(a, b, c);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  MemorySegment pointerOf(MemorySegment a, long b, int c, int d, int f, int g) {
    try {
      return (MemorySegment) handle().invokeExact(a, b, c, d, f, g);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int intOf() {
    try {
      return (int) handle().invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int intOf(int a) {
    try {
      return (int) handle().invokeExact(a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int intOf(MemorySegment a) {
    try {
      return (int) handle().invokeExact(a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int intOf(MemorySegment a, MemorySegment b, int c) {
    try {
      return (int) handle().invokeExact(a, b, c);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  int intOf(MemorySegment a, MemorySegment b, MemorySegment c) {
    try {
      return (int) handle().invokeExact(a, b, c);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  long longOf() {
    try {
      return (long) handle().invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void call() {
    try {
      handle().invokeExact();
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void call(int a) {
    try {
      handle().invokeExact(a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void call(MemorySegment a) {
    try {
      handle().invokeExact(a);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }

  void call(MemorySegment a, MemorySegment b, MemorySegment c, MemorySegment d) {
    try {
      handle().invokeExact(a, b, c, d);
    } catch (Throwable e) {
      throw unexpected(e);
    }
  }
}
