// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.e2e.Millrace;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The millrace command within the test's own process: a client command does the same there, and a
 * JVM for each of some thirty would take most of the time.
 */
public final class MillraceHere {

  private MillraceHere() {}

  /** Runs a command that speaks to a cloud to its end. */
  public static Millrace.Result run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = Main.run(arguments, print(out), print(err), Terminal.NONE, new Shutdown());
    return new Millrace.Result(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(ByteArrayOutputStream to) {
    return new PrintStream(to, true, StandardCharsets.UTF_8);
  }
}
