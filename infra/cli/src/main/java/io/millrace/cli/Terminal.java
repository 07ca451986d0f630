// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.Map;

/**
 * What stands behind standard output and standard error. The JVM cannot tell for each of the two,
 * so the launcher script says so in system properties; without it neither is a terminal.
 *
 * @param out whether a person reads standard output
 * @param err whether a person reads standard error
 * @param columns width in characters
 * @param color whether color is welcome on standard output
 */
record Terminal(boolean out, boolean err, int columns, boolean color) {

  private static final int DEFAULT_COLUMNS = 100;
  private static final int MIN_COLUMNS = 40;

  /** Neither is a terminal. */
  static final Terminal NONE = new Terminal(false, false, DEFAULT_COLUMNS, false);

  static Terminal current() {
    return of(System.getenv());
  }

  private static Terminal of(Map<String, String> env) {
    boolean out = Boolean.getBoolean("millrace.terminal.out");
    boolean err = Boolean.getBoolean("millrace.terminal.err");
    int columns = Integer.getInteger("millrace.terminal.columns", DEFAULT_COLUMNS);
    boolean plain = !env.getOrDefault("NO_COLOR", "").isEmpty() || "dumb".equals(env.get("TERM"));
    return new Terminal(out, err, Math.max(columns, MIN_COLUMNS), out && !plain);
  }
}
