// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.event.Json;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Where a command speaks. Results go to standard output: as text, or as one JSON object when the
 * user asked for it. Everything else goes to standard error.
 */
final class Output {

  private static final String BOLD = "\u001b[1m";
  private static final String PLAIN = "\u001b[0m";

  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;

  Output(PrintStream out, PrintStream err, Terminal terminal) {
    this.out = out;
    this.err = err;
    this.terminal = terminal;
  }

  /** A line of the result. */
  void line(String text) {
    out.println(text);
  }

  /** A heading within the result, bold where color is welcome. */
  void heading(String text) {
    out.println(terminal.color() ? BOLD + text + PLAIN : text);
  }

  void table(Table table) {
    out.print(table.render());
  }

  /** The whole result as one JSON object on one line, always in UTF-8. */
  void json(Object value) {
    byte[] json = (Json.write(value) + "\n").getBytes(StandardCharsets.UTF_8);
    out.write(json, 0, json.length);
    out.flush();
  }

  /** A word to the person that is no part of the result. */
  void note(String text) {
    err.println(text);
  }

  ProgressBar progress() {
    return new ProgressBar(err, terminal.err(), terminal.columns());
  }
}
