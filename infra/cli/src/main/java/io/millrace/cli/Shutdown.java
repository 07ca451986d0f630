// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ending in good order: the first Ctrl-C stops what runs, the second kills it at once. Either way
 * no process that this one started stays.
 */
final class Shutdown {

  /** What shells report for a command that Ctrl-C ended. */
  private static final int INTERRUPTED = 130;

  private final AtomicBoolean stopping = new AtomicBoolean();
  private final AtomicInteger codeOfInterrupt = new AtomicInteger(INTERRUPTED);

  /** Whether the process is on its way out, so that failing calls are no news. */
  boolean isStopping() {
    return stopping.get();
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
    onInterrupt(
        () -> {
          if (stopping.getAndSet(true)) {
            killChildren();
            Runtime.getRuntime().halt(INTERRUPTED);
          }
          // Exit runs the hook and does not return; the next signal needs this thread.
          Thread.ofPlatform().name("exit").start(() -> System.exit(codeOfInterrupt.get()));
        });
  }

  private static void killChildren() {
    ProcessHandle.current().descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /**
   * The JVM by itself ignores a second Ctrl-C, and its signal API is not for compiling against; so
   * it is called by name, and without it the JVM's own way remains.
   */
  private static void onInterrupt(Runnable action) {
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
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), proxy);
    } catch (ReflectiveOperationException e) {
      return;
    }
  }
}
