// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.child;

import java.io.IOException;

/**
 * The main class of a function's JVM: ends the JVM when its parent dies, then becomes AWS's runtime
 * interface client.
 *
 * <p>The parent holds the other end of standard input and never writes to it, so its end, however
 * sudden, is the end of the input. Without this an idle function would notice a dead parent (its
 * connection to the Runtime API breaks), but a function that hangs or computes would not.
 */
public final class ParentWatch {
  private ParentWatch() {}

  /** The first argument is the class to run, the rest are its own. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    Thread.ofPlatform().daemon().name("parent-watch").start(ParentWatch::haltAtEndOfInput);
    String[] rest = new String[arguments.length - 1];
    System.arraycopy(arguments, 1, rest, 0, rest.length);
    Class.forName(arguments[0]).getMethod("main", String[].class).invoke(null, (Object) rest);
  }

  private static void haltAtEndOfInput() {
    try {
      while (System.in.read() >= 0) {
        // The parent writes nothing; whatever came would mean nothing.
      }
    } catch (IOException e) {
      // A broken pipe says the same as its end.
    }
    Runtime.getRuntime().halt(1);
  }
}
