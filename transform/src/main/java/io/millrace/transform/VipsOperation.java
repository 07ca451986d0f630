// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One operation of libvips, by its name and properties. Numbers and names of constants are set as
 * text, which the library reads; pictures and bytes as what they are.
 */
final class VipsOperation {

  private final VipsScope scope;
  private final String name;
  private final Map<String, MemorySegment> objects = new LinkedHashMap<>();
  private final Map<String, String> values = new LinkedHashMap<>();

  VipsOperation(VipsScope scope, String name) {
    this.scope = scope;
    this.name = name;
  }

  VipsOperation with(String property, MemorySegment object) {
    objects.put(property, object);
    return this;
  }

  VipsOperation with(String property, String value) {
    values.put(property, value);
    return this;
  }

  VipsOperation with(String property, int value) {
    return with(property, Integer.toString(value));
  }

  VipsOperation with(String property, double value) {
    return with(property, Double.toString(value));
  }

  /** Runs it up to where pixels are asked for; the picture belongs to the scope. */
  MemorySegment image() throws VipsException {
    return scope.image(run("out"));
  }

  /** Runs it to the end. */
  byte[] bytes() throws VipsException {
    return scope.bytes(run("buffer"));
  }

  private MemorySegment run(String output) throws VipsException {
    Vips vips = scope.vips();
    MemorySegment operation = vips.operationNew(scope.text(name));
    if (operation.address() == 0) {
      throw vips.error();
    }
    MemorySegment cell = scope.cell(operation);
    try {
      for (Map.Entry<String, MemorySegment> object : objects.entrySet()) {
        vips.set(operation, scope.text(object.getKey()), object.getValue());
      }
      for (Map.Entry<String, String> value : values.entrySet()) {
        if (!vips.setFromString(
            operation, scope.text(value.getKey()), scope.text(value.getValue()))) {
          throw vips.error();
        }
      }
      if (!vips.build(cell)) {
        throw vips.error();
      }
      MemorySegment result = scope.cell(MemorySegment.NULL);
      vips.get(VipsScope.pointer(cell), scope.text(output), result);
      return VipsScope.pointer(result);
    } finally {
      vips.unrefOutputs(VipsScope.pointer(cell));
      vips.unref(VipsScope.pointer(cell));
    }
  }
}
