// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A table of plain text: columns as wide as their widest cell, numbers to the right. */
final class Table {

  private static final String GAP = "  ";

  private record Column(String title, boolean right) {}

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private String indent = "";

  Table left(String title) {
    columns.add(new Column(title, false));
    return this;
  }

  Table right(String title) {
    columns.add(new Column(title, true));
    return this;
  }

  Table indent(String text) {
    indent = text;
    return this;
  }

  /** Adds a row; whole numbers are grouped in thousands. */
  Table row(Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          cells.length + " cells in a table of " + columns.size() + " columns");
    }
    List<String> row = new ArrayList<>(cells.length);
    for (Object cell : cells) {
      row.add(text(cell));
    }
    rows.add(row);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, each ended by a newline; the titles only when one is not empty. */
  String render() {
    int[] widths = new int[columns.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = width(columns.get(i).title);
      for (List<String> row : rows) {
        widths[i] = Math.max(widths[i], width(row.get(i)));
      }
    }
    StringBuilder text = new StringBuilder();
    if (columns.stream().anyMatch(column -> !column.title.isEmpty())) {
      append(text, columns.stream().map(Column::title).toList(), widths);
      append(text, rules(widths), widths);
    }
    for (List<String> row : rows) {
      append(text, row, widths);
    }
    return text.toString();
  }

  /** What stands under the titles; a column without one has none. */
  private List<String> rules(int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> columns.get(i).title.isEmpty() ? "" : "-".repeat(widths[i]))
        .toList();
  }

  private void append(StringBuilder text, List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder(indent);
    for (int i = 0; i < widths.length; i++) {
      String pad = " ".repeat(widths[i] - width(cells.get(i)));
      line.append(i == 0 ? "" : GAP);
      line.append(columns.get(i).right ? pad + cells.get(i) : cells.get(i) + pad);
    }
    text.append(line.toString().stripTrailing()).append('\n');
  }

  private static String text(Object cell) {
    return cell instanceof Long || cell instanceof Integer
        ? Texts.grouped(((Number) cell).longValue())
        : cell.toString();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
