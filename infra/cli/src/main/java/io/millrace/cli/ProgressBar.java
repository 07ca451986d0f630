// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.PrintStream;

/**
 * One line that shows how far something is, drawn over itself. Where no person watches it draws
 * nothing, so that logs stay readable.
 */
final class ProgressBar implements AutoCloseable {

  private static final int CELLS = 24;
  private static final int PERCENT = 100;

  private final PrintStream err;
  private final boolean live;
  private final int columns;
  private String drawn = "";

  ProgressBar(PrintStream err, boolean live, int columns) {
    this.err = err;
    this.live = live;
    this.columns = columns;
  }

  /**
   * Draws.
   *
   * @param fraction 0 to 1; beyond is cut
   * @param text what stands behind the bar
   */
  synchronized void show(double fraction, String text) {
    if (!live) {
      return;
    }
    String line = Texts.cut(line(fraction, text), columns - 1);
    if (!line.equals(drawn)) {
      err.print("\r" + line + " ".repeat(Math.max(0, drawn.length() - line.length())));
      err.flush();
      drawn = line;
    }
  }

  static String line(double fraction, String text) {
    double part = Math.clamp(fraction, 0, 1);
    int filled = (int) Math.floor(part * CELLS);
    return String.format(
        "[%s%s] %3d%%  %s",
        "#".repeat(filled), ".".repeat(CELLS - filled), (int) Math.floor(part * PERCENT), text);
  }

  /** Removes the line. */
  @Override
  public synchronized void close() {
    if (!drawn.isEmpty()) {
      err.print("\r" + " ".repeat(drawn.length()) + "\r");
      err.flush();
      drawn = "";
    }
  }
}
