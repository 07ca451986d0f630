// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import io.millrace.shared.event.JsonText;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes the fields of an item one by one; absent values are left out. */
public interface FieldSink {

  void text(String name, String value);

  void number(String name, long value);

  /** As a text; whoever writes bytes need not decode it. */
  default void json(String name, JsonText value) {
    text(name, value.toString());
  }

  default FieldSink put(String name, @Nullable String text) {
    if (text != null) {
      text(name, text);
    }
    return this;
  }

  default FieldSink put(String name, @Nullable JsonText json) {
    if (json != null) {
      json(name, json);
    }
    return this;
  }

  default FieldSink put(String name, @Nullable Long number) {
    if (number != null) {
      number(name, number);
    }
    return this;
  }

  /** In milliseconds of the epoch. */
  default FieldSink put(String name, Instant time) {
    number(name, time.toEpochMilli());
    return this;
  }

  default FieldSink put(@Nullable Place place) {
    if (place == null) {
      return this;
    }
    return put("country", place.country())
        .put("region", place.region())
        .put("city", place.city())
        .put("latE6", place.latE6())
        .put("lonE6", place.lonE6())
        .put("asn", place.asn());
  }
}
