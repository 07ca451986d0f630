// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Typed reading and writing of an item's fields. */
final class Fields implements FieldSink {

  private final Map<String, Object> fields;

  Fields(Map<String, Object> fields) {
    this.fields = fields;
  }

  Fields() {
    this(new LinkedHashMap<>());
  }

  @Override
  public void text(String name, String value) {
    fields.put(name, value);
  }

  @Override
  public void number(String name, long value) {
    fields.put(name, value);
  }

  Map<String, Object> map() {
    return fields;
  }

  @Nullable String textOrNull(String name) {
    return typed(name, String.class);
  }

  @Nullable Long numberOrNull(String name) {
    return typed(name, Long.class);
  }

  String text(String name) {
    return required(name, textOrNull(name));
  }

  long number(String name) {
    return required(name, numberOrNull(name));
  }

  Instant time(String name) {
    return Instant.ofEpochMilli(number(name));
  }

  @Nullable Place place() {
    Place place =
        new Place(
            textOrNull("country"),
            textOrNull("region"),
            textOrNull("city"),
            numberOrNull("latE6"),
            numberOrNull("lonE6"),
            numberOrNull("asn"));
    return place.equals(Place.UNKNOWN) ? null : place;
  }

  private <T> T required(String name, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException("Item without " + name + ": has " + fields.keySet());
    }
    return value;
  }

  private <T> @Nullable T typed(String name, Class<T> type) {
    Object value = fields.get(name);
    if (value != null && !type.isInstance(value)) {
      throw new IllegalArgumentException(
          name + " must be a " + type.getSimpleName() + ", is " + value.getClass());
    }
    return type.cast(value);
  }
}
