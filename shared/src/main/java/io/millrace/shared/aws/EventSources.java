// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON between Lambda's event sources and handlers, as tokens: an event is read in one pass,
 * what nobody asks for is skipped, and no class is looked into. {@link Streams}, {@link Messages}
 * and {@link TableChanges} say what a record of each source holds. Thread-safe.
 */
final class EventSources {

  /** A text of an event is never longer than a payload of Lambda, 6 MB, escaped. */
  private static final int MAX_TEXT_CHARS = 32 * 1024 * 1024;

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(MAX_TEXT_CHARS).build())
          // The streams are Lambda's to close.
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** Reads one record, at whose beginning the parser stands, up to its end. */
  @FunctionalInterface
  interface RecordReader<T> {

    /**
     * @param index of the record in its event, for messages
     */
    T read(JsonParser json, int index) throws IOException;
  }

  /**
   * What an event holds.
   *
   * @param shardId only windowed events name it; null in others
   */
  record Read<T>(@Nullable String shardId, List<T> records) {}

  private EventSources() {}

  /**
   * The records of an event, which stand under one name whatever their source.
   *
   * @throws IOException when the text is no event, or a record none of the reader's
   */
  static <T> Read<T> read(InputStream event, RecordReader<T> reader) throws IOException {
    String shardId = null;
    List<T> records = new ArrayList<>();
    try (JsonParser json = open(event)) {
      for (String field = nextField(json); field != null; field = nextField(json)) {
        if (field.equals("shardId")) {
          shardId = text(json);
        } else if (field.equals("Records") && opens(json, JsonToken.START_ARRAY)) {
          while (json.nextToken() == JsonToken.START_OBJECT) {
            records.add(reader.read(json, records.size()));
          }
        } else {
          json.skipChildren();
        }
      }
    }
    return new Read<>(shardId, records);
  }

  /**
   * At the first token, the beginning of an object.
   *
   * @throws IOException when the event is no object
   */
  private static JsonParser open(InputStream event) throws IOException {
    JsonParser parser = FACTORY.createParser(event);
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException(
          "The event is not a JSON object but begins with " + parser.currentToken());
    }
    return parser;
  }

  /** Moves to the next field's value and says the field's name; null at the end of the object. */
  static @Nullable String nextField(JsonParser parser) throws IOException {
    String name = parser.nextFieldName();
    if (name != null) {
      parser.nextToken();
    }
    return name;
  }

  /** Whether the value is a list, or an object, that can be gone through; null is neither. */
  static boolean opens(JsonParser parser, JsonToken start) throws IOException {
    if (parser.currentToken() == start) {
      return true;
    }
    if (parser.currentToken() != JsonToken.VALUE_NULL) {
      throw new IOException(
          "The event has "
              + parser.currentToken()
              + " at "
              + parser.getParsingContext().pathAsPointer()
              + ", needed is "
              + start);
    }
    return false;
  }

  /** The text of a value; null when it is null. */
  static @Nullable String text(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? null : parser.getText();
  }

  /**
   * @throws IOException when there is none
   */
  static <T> T needed(@Nullable T value, String field, int record) throws IOException {
    if (value == null) {
      throw new IOException("Record " + record + " of the event has no " + field);
    }
    return value;
  }
}
