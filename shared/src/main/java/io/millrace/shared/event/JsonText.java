// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON text as it stands in the input, in UTF-8: what passes through the pipeline unread is neither
 * decoded nor copied. Nobody may change the bytes. Equal by content; immutable.
 */
public final class JsonText {

  private final byte[] utf8;
  private final int from;
  private final int to;

  private JsonText(byte[] utf8, int from, int to) {
    this.utf8 = utf8;
    this.from = from;
    this.to = to;
  }

  /** A stretch of an input, which is kept as long as this is. */
  static JsonText of(byte[] utf8, int from, int to) {
    return new JsonText(utf8, from, to);
  }

  public static JsonText of(String json) {
    byte[] utf8 = json.getBytes(StandardCharsets.UTF_8);
    return new JsonText(utf8, 0, utf8.length);
  }

  /** Null for null. */
  public static @Nullable JsonText ofNullable(@Nullable String json) {
    return json == null ? null : of(json);
  }

  /** Writes it as a JSON string: escaped, within quotes. */
  public void writeAsString(JsonGenerator generator) throws IOException {
    generator.writeUTF8String(utf8, from, to - from);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof JsonText text
        && Arrays.equals(utf8, from, to, text.utf8, text.from, text.to);
  }

  @Override
  public int hashCode() {
    return toString().hashCode();
  }

  /** The text. */
  @Override
  public String toString() {
    return new String(utf8, from, to - from, StandardCharsets.UTF_8);
  }
}
