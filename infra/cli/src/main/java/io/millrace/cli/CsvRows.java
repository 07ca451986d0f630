// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits CSV (RFC 4180) into rows, for counting. Its text is ISO 8859-1, which is the bytes. A line
 * whose quote is never closed, or is followed by anything but a comma, is a row by itself, so that
 * it takes no other with it.
 */
final class CsvRows {

  private static final char QUOTE = '"';

  private final Lines lines;
  private final int maxRowChars;
  private final Deque<Line> ahead = new ArrayDeque<>();

  private record Line(long number, String text) {}

  /**
   * One row.
   *
   * @param number of the line it begins in
   * @param cells null when the row is broken
   */
  record Row(long number, @Nullable List<String> cells) {}

  /** What a text is as a row: its cells; or, with none, whether more lines might complete it. */
  private record Parsed(@Nullable List<String> cells, boolean open) {}

  CsvRows(Lines lines, int maxRowChars) {
    this.lines = lines;
    this.maxRowChars = maxRowChars;
  }

  /** The next row that is not blank; null behind the last. */
  @Nullable Row next() throws IOException {
    Line first = take();
    while (first != null && first.text.isBlank()) {
      first = take();
    }
    if (first == null) {
      return null;
    }
    StringBuilder text = new StringBuilder(first.text);
    List<Line> more = new ArrayList<>();
    Parsed parsed = parse(text);
    while (parsed.open && text.length() <= maxRowChars) {
      Line next = take();
      if (next == null) {
        break;
      }
      more.add(next);
      text.append('\n').append(next.text);
      parsed = parse(text);
    }
    if (parsed.cells == null) {
      more.reversed().forEach(ahead::addFirst);
    }
    return new Row(first.number, parsed.cells);
  }

  private @Nullable Line take() throws IOException {
    if (!ahead.isEmpty()) {
      return ahead.poll();
    }
    byte[] line = lines.next();
    return line == null
        ? null
        : new Line(lines.number(), new String(line, StandardCharsets.ISO_8859_1));
  }

  private static Parsed parse(CharSequence text) {
    List<String> cells = new ArrayList<>();
    int at = 0;
    while (true) {
      StringBuilder cell = new StringBuilder();
      if (at < text.length() && text.charAt(at) == QUOTE) {
        at = quoted(text, at + 1, cell);
        if (at < 0) {
          return new Parsed(null, true);
        }
      } else {
        while (at < text.length() && text.charAt(at) != ',') {
          cell.append(text.charAt(at++));
        }
      }
      cells.add(cell.toString());
      if (at == text.length()) {
        return new Parsed(cells, false);
      }
      if (text.charAt(at) != ',') {
        return new Parsed(null, false);
      }
      at++;
    }
  }

  /**
   * Reads a cell from behind its opening quote; where its closing quote ends, negative if nowhere.
   */
  private static int quoted(CharSequence text, int from, StringBuilder cell) {
    for (int at = from; at < text.length(); at++) {
      if (text.charAt(at) != QUOTE) {
        cell.append(text.charAt(at));
      } else if (at + 1 < text.length() && text.charAt(at + 1) == QUOTE) {
        cell.append(QUOTE);
        at++;
      } else {
        return at + 1;
      }
    }
    return -1;
  }
}
