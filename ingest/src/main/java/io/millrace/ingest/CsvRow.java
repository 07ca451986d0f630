// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of CSV as RFC 4180 has it, fed line by line: cells between commas; a cell that begins
 * with a quote ends with one, holds commas and line ends as they are and a quote as two; a quote
 * within an unquoted cell is itself. It works on bytes, because no byte of a longer UTF-8 sequence
 * looks like a comma or a quote.
 */
final class CsvRow {

  /** Where a row stands. */
  enum State {
    /** All cells are there. */
    COMPLETE,
    /** A quoted cell goes on in the next line. */
    OPEN,
    /** Something stands between a closing quote and the comma. */
    BROKEN
  }

  private enum Within {
    START,
    PLAIN,
    QUOTED,
    CLOSING
  }

  private final List<String> cells = new ArrayList<>();
  private final ByteArrayOutputStream cell = new ByteArrayOutputStream();
  private Within within = Within.START;

  /**
   * Takes one line, which ends the row unless a quote is open.
   *
   * @param end the line end, part of the cell when a quote is open
   */
  State feed(byte[] line, String end) {
    for (byte b : line) {
      switch (within) {
        case START, PLAIN -> unquoted(b);
        case QUOTED -> quoted(b);
        case CLOSING -> {
          if (b == '"') {
            cell.write(b);
            within = Within.QUOTED;
          } else if (b == ',') {
            endCell();
          } else {
            return State.BROKEN;
          }
        }
      }
    }
    if (within == Within.QUOTED) {
      cell.writeBytes(end.getBytes(StandardCharsets.UTF_8));
      return State.OPEN;
    }
    endCell();
    return State.COMPLETE;
  }

  private void unquoted(byte b) {
    if (b == ',') {
      endCell();
    } else if (b == '"' && within == Within.START) {
      within = Within.QUOTED;
    } else {
      cell.write(b);
      within = Within.PLAIN;
    }
  }

  private void quoted(byte b) {
    if (b == '"') {
      within = Within.CLOSING;
    } else {
      cell.write(b);
    }
  }

  /** The cells of a complete row whose bytes are UTF-8. */
  List<String> cells() {
    return cells;
  }

  private void endCell() {
    cells.add(cell.toString(StandardCharsets.UTF_8));
    cell.reset();
    within = Within.START;
  }
}
