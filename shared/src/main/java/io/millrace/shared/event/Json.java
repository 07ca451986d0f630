// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The one JSON codec: unknown fields are ignored; trailing tokens, missing required properties,
 * null primitives and fractions for whole numbers are refused; depth and lengths are bounded. A
 * record's components are optional unless they say {@code required}, so that contracts can grow.
 * Thread-safe.
 */
public final class Json {

  /** Limits of any document that enters; an event has further ones in {@link EventLimits}. */
  private static final StreamReadConstraints CONSTRAINTS =
      StreamReadConstraints.builder()
          .maxNestingDepth(EventLimits.MAX_DEPTH)
          .maxStringLength(EventLimits.MAX_EVENT_BYTES)
          .maxNumberLength(100)
          .maxNameLength(1_000)
          .build();

  static final JsonFactory FACTORY =
      JsonFactory.builder().streamReadConstraints(CONSTRAINTS).build();

  /** Made when first used: most batches hold nothing that is bound to a type. */
  private static final class Bound {
    static final ObjectMapper MAPPER =
        JsonMapper.builder(FACTORY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .withCoercionConfig(
                LogicalType.Integer,
                c -> c.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
            .build();
  }

  /** Of a document that holds a whole batch as a text: as large as a Lambda payload, escaped. */
  private static final int MAX_DOCUMENT_CHARS = 32 * 1024 * 1024;

  /** Made when first used. */
  private static final class Documents {
    /** Numbers stay as they were written, for a document that is read to be passed on. */
    static final ObjectMapper MAPPER =
        JsonMapper.builder(
                JsonFactory.builder()
                    .streamReadConstraints(
                        StreamReadConstraints.builder().maxStringLength(MAX_DOCUMENT_CHARS).build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
  }

  private Json() {}

  /**
   * Reads a document that AWS or we ourselves wrote around inputs, such as a failed batch: no
   * contract of ours, and larger than any event.
   *
   * @throws IOException when it is not one JSON value; the message says where
   */
  public static JsonNode document(byte[] json) throws IOException {
    return Documents.MAPPER.readTree(json);
  }

  /**
   * @throws IOException when the text is not a {@code T}; the message says where
   */
  public static <T> T read(byte[] json, Class<T> type) throws IOException {
    return present(Bound.MAPPER.readValue(json, type), type);
  }

  /** As {@link #read(byte[], Class)}. */
  public static <T> T read(String json, Class<T> type) throws IOException {
    return present(Bound.MAPPER.readValue(json, type), type);
  }

  /** The text {@code null} is JSON, and no value of any contract. */
  private static <T> T present(@Nullable T value, Class<T> type) throws IOException {
    if (value == null) {
      throw new IOException("null where a " + type.getSimpleName() + " is needed");
    }
    return value;
  }

  /** Writes a value that the mapper knows by its accessors; absent values are left to the type. */
  public static String write(Object value) {
    try {
      return Bound.MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("Not writable as JSON: " + value.getClass(), e);
    }
  }

  static JsonParser parser(byte[] json, int from, int length) throws IOException {
    return FACTORY.createParser(json, from, length);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
