// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.ByteLines.Line;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.EventCodec;
import io.millrace.shared.event.PlainDefaults;
import io.millrace.shared.event.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Events as rows of CSV under a header. A row may span lines where a quote is open; its number is
 * the line it begins in. A broken or unclosed quote costs that one line: reading goes on with the
 * next, so that a stray quote does not swallow the rest of the file.
 */
final class CsvEntries implements Entries {

  private final Upload upload;
  private final List<String> columns;
  private final ByteLines lines;

  /** Lines read ahead in search of a closing quote, to be read again. */
  private final Deque<Line> ahead = new ArrayDeque<>();

  private Position position;

  /** A row as far as it was read. */
  private record Row(Line first, byte[] raw, CsvRow cells, @Nullable String problem) {}

  /**
   * @param lines the file from its first line, the header, or from any row on; a row may be as long
   *     as one of them, over all its lines
   * @param columns what the header names
   */
  CsvEntries(Upload upload, ByteLines lines, List<String> columns) {
    this.upload = upload;
    this.columns = columns;
    this.lines = lines;
    this.position = lines.position();
  }

  @Override
  public @Nullable Entry next() throws IOException {
    if (position.line() == 1) {
      take();
    }
    Line first = take();
    if (first == null) {
      return null;
    }
    if (first.isBlank()) {
      return new Entry.Blank();
    }
    if (first.isTooLong()) {
      return Entry.Input.tooLong(first, lines.maxBytes());
    }
    position = first.at();
    Row row = row(first);
    Entry entry = new Entry.Input(first.number(), row.raw, outcome(row));
    Line next = ahead.peek();
    position = next == null ? lines.position() : next.at();
    return entry;
  }

  private @Nullable Line take() throws IOException {
    Line taken = ahead.isEmpty() ? lines.next() : ahead.poll();
    if (taken != null) {
      position = taken.behind();
    }
    return taken;
  }

  /** Reads a row to its end, or gives back what was read ahead. */
  private Row row(Line first) throws IOException {
    CsvRow cells = new CsvRow();
    CsvRow.State state = cells.feed(first.bytes(), first.end());
    if (state == CsvRow.State.COMPLETE) {
      return new Row(first, first.bytes(), cells, null);
    }
    Deque<Line> more = new ArrayDeque<>();
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    raw.writeBytes(first.bytes());
    String end = first.end();
    while (state == CsvRow.State.OPEN) {
      Line following = ahead.isEmpty() ? lines.next() : ahead.poll();
      if (following == null) {
        break;
      }
      more.add(following);
      raw.writeBytes(end.getBytes(StandardCharsets.UTF_8));
      raw.writeBytes(following.bytes());
      end = following.end();
      if (following.isTooLong() || raw.size() > lines.maxBytes()) {
        break;
      }
      state = cells.feed(following.bytes(), end);
    }
    if (state == CsvRow.State.COMPLETE) {
      return new Row(first, raw.toByteArray(), cells, null);
    }
    while (!more.isEmpty()) {
      ahead.addFirst(more.removeLast());
    }
    String problem =
        state == CsvRow.State.BROKEN
            ? "something stands between a closing quote and the next comma"
            : "a quote is not closed within " + lines.maxBytes() + " bytes or the file";
    return new Row(first, first.bytes(), cells, problem);
  }

  private Outcome<CloudEvent> outcome(Row row) {
    return outcome(upload, columns, row.first.number(), row.raw, row.cells, row.problem);
  }

  /** What a row is, with its number and why its cells can't be told apart, if they can't. */
  static Outcome<CloudEvent> outcome(
      Upload upload,
      List<String> columns,
      long line,
      byte[] raw,
      CsvRow row,
      @Nullable String problem) {
    if (!Utf8.isValid(raw, 0, raw.length)) {
      return Outcome.rejected(Reason.MALFORMED_UTF8, "not UTF-8");
    }
    if (problem != null) {
      return Outcome.rejected(Reason.MALFORMED_CSV, problem);
    }
    List<String> cells = row.cells();
    if (cells.size() != columns.size()) {
      return Outcome.rejected(
          Reason.MALFORMED_CSV,
          cells.size() + " cells, the header names " + columns.size() + " columns");
    }
    Map<String, String> named = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      named.put(columns.get(i), cells.get(i));
    }
    return EventCodec.ofRow(
        named, PlainDefaults.ofLine(upload.bucket(), upload.key(), upload.etag(), line));
  }

  @Override
  public Position position() {
    return position;
  }
}
