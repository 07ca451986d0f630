// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Ending in good order: the first Ctrl-C stops what runs, the second kills it at once. Either way
 * no process that this one started stays.
 */
final class Shutdown {

  /** What shells report for a command that Ctrl-C ended. */
  static final int INTERRUPTED = 130;

  /** The same for a command that was asked to end otherwise. */
  static final int TERMINATED = 143;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicReference<@Nullable IntConsumer> gently = new AtomicReference<>();
  private final AtomicInteger codeOfInterrupt = new AtomicInteger(INTERRUPTED);

  /** Whether the process is on its way out, so that failing calls are no news. */
  boolean isStopping() {
    return stopping.get();
  }

  /**
   * From now on the first Ctrl-C, or the first TERM, does only this: a command that has something
   * to finish ends by itself. The second one stops what runs.
   *
   * @param end is given the exit code that the command is to end with; must not wait
   */
  void endFirst(IntConsumer end) {
    gently.set(end);
    onSignal("TERM", () -> stop(TERMINATED));
  }

  /** From now on Ctrl-C is the way this command is meant to end. */
  void interruptIsDone() {
    codeOfInterrupt.set(Exit.DONE);
  }

  /**
   * Installs both.
   *
   * @param stop ends what runs and waits for it; also called at a normal exit
   */
  void install(Runnable stop) {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  stopping.set(true);
                  try {
                    stop.run();
                  } finally {
                    killChildren();
                  }
                },
                "stop"));
    onSignal("INT", () -> stop(INTERRUPTED));
  }

  private void stop(int code) {
    IntConsumer end = gently.getAndSet(null);
    if (end != null) {
      end.accept(code);
      return;
    }
    if (stopping.getAndSet(true)) {
      killChildren();
      Runtime.getRuntime().halt(code);
    }
    int exit = code == INTERRUPTED ? codeOfInterrupt.get() : code;
    // Exit runs the hook and does not return; the next signal needs this thread.
    Thread.ofPlatform().name("exit").start(() -> System.exit(exit));
  }

  private static void killChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * The JVM by itself ignores a second Ctrl-C, and its signal API is not for compiling against; so
   * it is called by name, and without it the JVM's own way remains.
   */
  private static void onSignal(String name, Runnable action) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler call =
          (proxy, method, args) -> {
            action.run();
            return null;
          };
      Object proxy =
          Proxy.newProxyInstance(Shutdown.class.getClassLoader(), new Class<?>[] {handler}, call);
      signal
          .getMethod("handle", signal, handler)
          .invoke(null, signal.getConstructor(String.class).newInstance(name), proxy);
    } catch (ReflectiveOperationException e) {
      return;
    }
  }
}
