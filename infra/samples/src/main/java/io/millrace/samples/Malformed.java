// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The ways in which a line is wrong, each made of a valid event.
 *
 * @param reason name of the reason that the pipeline has to find
 */
record Malformed(String reason, Function<SampleEvent, byte[]> spoiler) {

  private static final int TYPE_TOO_LONG = 129;
  private static final int NAME_TOO_LONG = 513;

  /** Of NDJSON lines. */
  static final List<Malformed> JSON =
      List.of(
          text("MALFORMED_JSON", event -> half(Lines.json(event))),
          text("MALFORMED_JSON", event -> Lines.json(event) + " {}"),
          text("MALFORMED_JSON", event -> Lines.json(event) + "]"),
          text("MALFORMED_JSON", event -> "[" + Lines.json(event) + "]"),
          text("MALFORMED_JSON", event -> '"' + event.id() + '"'),
          text("MALFORMED_JSON", event -> Lines.json(event).replace('"', '\'')),
          text("MALFORMED_JSON", event -> "not JSON at all: " + event.id()),
          notUtf8("MALFORMED_UTF8", Lines::json),
          without("id"),
          without("source"),
          without("type"),
          without("time"),
          with("id", 42),
          with("id", ""),
          with("source", List.of("a", "b")),
          with("source", "s".repeat(NAME_TOO_LONG)),
          with("type", "t".repeat(TYPE_TOO_LONG)),
          with("type", true),
          with("specversion", "0.3"),
          with("specversion", 1.0),
          with("time", "yesterday"),
          with("time", "2026-02-30T12:00:00Z"),
          with("time", "2026-11-22T12:00:00"),
          with("time", 1_795_000_000),
          with("clientip", "999.1.2.3"),
          with("clientip", "client.example.com"),
          with("clientip", "2001:db8::g"),
          with("clientip", 3_221_225_985L));

  /**
   * Of stream records that hold nothing else: each is one rejected input, for the codec reads such
   * a record as one value or as none.
   */
  static final List<Malformed> ALONE_ON_STREAM =
      List.of(
          text("MALFORMED_JSON", event -> half(Lines.json(event))),
          text("MALFORMED_JSON", event -> "not JSON at all: " + event.id()),
          notUtf8("MALFORMED_UTF8", Lines::json),
          without("id"),
          without("time"),
          with("id", 42),
          with("time", "yesterday"),
          with("clientip", "999.1.2.3"));

  /** Of CSV rows. */
  static final List<Malformed> CSV =
      List.of(
          text("MALFORMED_CSV", event -> Lines.csv(Lines.cells(event).subList(0, 6))),
          text("MALFORMED_CSV", event -> Lines.csv(event) + ",one,too,many"),
          text("MALFORMED_CSV", event -> event.id()),
          notUtf8("MALFORMED_UTF8", Lines::csv),
          cell("MISSING_ATTRIBUTE", "time", ""),
          cell("INVALID_ATTRIBUTE", "time", "22.11.2026 12:00"),
          cell("INVALID_ATTRIBUTE", "time", "2026-11-22T25:61:00Z"),
          cell("INVALID_ATTRIBUTE", "clientip", "192.0.2"),
          cell("INVALID_ATTRIBUTE", "clientip", "1::2::3"),
          cell("INVALID_ATTRIBUTE", "type", "t".repeat(TYPE_TOO_LONG)),
          cell("INVALID_ATTRIBUTE", "id", "i".repeat(NAME_TOO_LONG)));

  /** A row whose last cell opens a quote and never closes it: for the end of a file only. */
  static final Malformed UNCLOSED_QUOTE =
      text(
          "MALFORMED_CSV",
          event -> {
            List<String> cells = Lines.cells(event);
            return Lines.csv(cells.subList(0, cells.size() - 1)) + ",\"never closed";
          });

  byte[] line(SampleEvent event) {
    return spoiler.apply(event);
  }

  private static Malformed text(String reason, Function<SampleEvent, String> spoiler) {
    return new Malformed(reason, spoiler.andThen(line -> line.getBytes(StandardCharsets.UTF_8)));
  }

  private static Malformed without(String attribute) {
    return changed("MISSING_ATTRIBUTE", event -> remove(event, attribute));
  }

  private static Malformed with(String attribute, Object value) {
    return changed("INVALID_ATTRIBUTE", event -> put(event, attribute, value));
  }

  private static Malformed changed(String reason, UnaryOperator<Map<String, Object>> change) {
    return text(reason, event -> Lines.json(change.apply(event.toCloudEvent())));
  }

  private static Map<String, Object> remove(Map<String, Object> event, String attribute) {
    event.remove(attribute);
    return event;
  }

  private static Map<String, Object> put(
      Map<String, Object> event, String attribute, Object value) {
    event.put(attribute, value);
    return event;
  }

  private static Malformed cell(String reason, String column, String value) {
    return text(
        reason,
        event -> {
          List<String> cells = Lines.cells(event);
          cells.set(Lines.COLUMNS.indexOf(column), value);
          return Lines.csv(cells);
        });
  }

  /** A lead byte of two-byte UTF-8 with no continuation behind it, in the middle of the line. */
  private static Malformed notUtf8(String reason, Function<SampleEvent, String> line) {
    return new Malformed(
        reason,
        event -> {
          String text = line.apply(event);
          int at = text.indexOf(event.id()) + event.id().length();
          ByteArrayOutputStream bytes = new ByteArrayOutputStream();
          bytes.writeBytes(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
          bytes.write(0xc3);
          bytes.writeBytes(text.substring(at).getBytes(StandardCharsets.UTF_8));
          return bytes.toByteArray();
        });
  }

  private static String half(String text) {
    return text.substring(0, text.length() / 2);
  }
}
