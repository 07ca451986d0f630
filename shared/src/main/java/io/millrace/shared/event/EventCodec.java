// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import static com.fasterxml.jackson.core.JsonToken.START_OBJECT;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.EventDraft.Attribute;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes events in the CloudEvents 1.0 JSON format, in one streaming pass and without a
 * tree. Source: CloudEvents specification 1.0.2 and its JSON event format. Thread-safe.
 */
public final class EventCodec {

  private static final char[] USUAL_VERSION = EventDraft.VERSION.toCharArray();

  private EventCodec() {}

  /**
   * Reads the events of one stream record: JSON values one behind the other. What can't be read
   * ends the record: everything from there is one rejected input.
   */
  public static List<Decoded> readPacked(byte[] record) {
    List<Decoded> found = new ArrayList<>();
    if (!Utf8.isValid(record, 0, record.length)) {
      found.add(rejectedBytes(Reason.MALFORMED_UTF8, "not UTF-8", 0, record.length));
      return found;
    }
    int position = 0;
    try (JsonParser parser = Json.parser(record, 0, record.length)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        int from = (int) parser.currentTokenLocation().getByteOffset();
        EventDraft draft = read(parser, token, record, EventDraft.ofCloudEvent());
        position = (int) parser.currentLocation().getByteOffset();
        found.add(draft.toDecoded(from, position));
      }
      if (found.isEmpty()) {
        found.add(rejectedBytes(Reason.MALFORMED_JSON, "no JSON value", 0, record.length));
      }
    } catch (IOException e) {
      found.add(
          rejectedBytes(
              Reason.MALFORMED_JSON, problem(e, record, position), position, record.length));
    }
    return found;
  }

  /**
   * Reads one line: a CloudEvent, or a plain object whose fields of the known names become
   * attributes and whose other fields become the data.
   *
   * @param defaults what a plain object need not say
   */
  public static Decoded readLine(byte[] line, PlainDefaults defaults) {
    int length = line.length;
    if (length > EventLimits.MAX_EVENT_BYTES) {
      return rejectedBytes(Reason.EVENT_TOO_LARGE, tooLarge(length), 0, length);
    }
    if (!Utf8.isValid(line, 0, length)) {
      return rejectedBytes(Reason.MALFORMED_UTF8, "not UTF-8", 0, length);
    }
    try (JsonParser parser = Json.parser(line, 0, length)) {
      EventDraft draft = read(parser, parser.nextToken(), line, EventDraft.ofAny());
      if (parser.nextToken() != null) {
        return rejectedBytes(
            Reason.MALFORMED_JSON, "something stands behind the object", 0, length);
      }
      return draft.withDefaults(defaults).toDecoded(0, length);
    } catch (IOException e) {
      return rejectedBytes(Reason.MALFORMED_JSON, problem(e, line, 0), 0, length);
    }
  }

  /**
   * Makes an event of one CSV row: columns of the known names are attributes, the others become the
   * data, as strings. An empty cell is an absent value.
   *
   * @param row column name to cell, in the order of the columns
   */
  public static Outcome<CloudEvent> ofRow(Map<String, String> row, PlainDefaults defaults) {
    EventDraft draft = EventDraft.ofAny();
    row.forEach(
        (column, cell) -> {
          if (cell.isEmpty()) {
            return;
          }
          Attribute attribute = Attribute.of(column);
          if (attribute != null) {
            draft.attribute(attribute, cell);
          } else {
            draft.raw(column, JsonToken.VALUE_STRING, JsonText.of(Json.write(cell)));
          }
        });
    return draft.withDefaults(defaults).toDecoded(0, 0).outcome();
  }

  /** Writes an event as CloudEvents JSON, its data as it came. */
  public static byte[] write(CloudEvent event) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = Json.FACTORY.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField(Attribute.SPECVERSION.field, EventDraft.VERSION);
      json.writeStringField(Attribute.ID.field, event.id());
      json.writeStringField(Attribute.SOURCE.field, event.source());
      json.writeStringField(Attribute.TYPE.field, event.type());
      json.writeStringField(Attribute.TIME.field, event.time().toString());
      if (event.subject() != null) {
        json.writeStringField(Attribute.SUBJECT.field, event.subject());
      }
      if (event.clientIp() != null) {
        json.writeStringField(Attribute.CLIENTIP.field, event.clientIp());
      }
      if (event.traceparent() != null) {
        json.writeStringField(EventDraft.TRACEPARENT, event.traceparent());
      }
      if (event.data() != null) {
        json.writeFieldName(EventDraft.DATA);
        json.writeRawValue(event.data().toString());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("Memory does not fail to write", e);
    }
    return out.toByteArray();
  }

  private static EventDraft read(
      JsonParser parser, @Nullable JsonToken first, byte[] input, EventDraft draft)
      throws IOException {
    if (first != START_OBJECT) {
      if (first != null) {
        parser.skipChildren();
      }
      draft.fail(Reason.MALFORMED_JSON, "an event is a JSON object, this is " + name(first));
      return draft;
    }
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String field = parser.currentName();
      JsonToken value = parser.nextToken();
      Attribute attribute = Attribute.of(field);
      if (attribute != null && value == JsonToken.VALUE_STRING) {
        draft.attribute(
            attribute, attribute == Attribute.SPECVERSION ? version(parser) : parser.getText());
      } else if (attribute != null) {
        parser.skipChildren();
        draft.notText(attribute, value);
      } else if (draft.keeps(field)) {
        draft.raw(field, value, text(parser, value, input));
      } else {
        parser.skipChildren();
        parser.finishToken();
      }
    }
    return draft;
  }

  /** Nearly every event says the same one, which need not be made again. */
  private static String version(JsonParser parser) throws IOException {
    int from = parser.getTextOffset();
    char[] text = parser.getTextCharacters();
    return Arrays.equals(
            text, from, from + parser.getTextLength(), USUAL_VERSION, 0, USUAL_VERSION.length)
        ? EventDraft.VERSION
        : parser.getText();
  }

  /** The value as it stands in the input. */
  private static JsonText text(JsonParser parser, JsonToken value, byte[] input)
      throws IOException {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    parser.finishToken();
    // A number ends where its text ends; the parser may already stand behind a delimiter.
    int to =
        value.isNumeric()
            ? from + parser.getTextLength()
            : (int) parser.currentLocation().getByteOffset();
    return JsonText.of(input, from, to);
  }

  private static Decoded rejectedBytes(Reason reason, String detail, int from, int to) {
    return new Decoded(Outcome.rejected(reason, detail), null, from, to);
  }

  private static String tooLarge(int bytes) {
    return bytes + " bytes, allowed are " + EventLimits.MAX_EVENT_BYTES;
  }

  private static String name(@Nullable JsonToken token) {
    return token == null ? "nothing" : token.name();
  }

  private static String problem(IOException e, byte[] input, int from) {
    String text =
        e instanceof JsonProcessingException json
            ? json.getOriginalMessage() + at(json)
            : String.valueOf(e.getMessage());
    return text.lines().findFirst().orElse("not JSON")
        + (from > 0 ? " (behind byte " + from + " of " + input.length + ")" : "");
  }

  private static String at(JsonProcessingException e) {
    return e.getLocation() == null ? "" : " at byte " + e.getLocation().getByteOffset();
  }
}
