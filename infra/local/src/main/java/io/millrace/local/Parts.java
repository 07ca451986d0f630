// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/**
 * What runs and has to be closed, the last started first, all of it even when one fails;
 * thread-safe.
 */
final class Parts implements AutoCloseable {
  private final Deque<Runnable> closings = new ArrayDeque<>();

  /** Something to close without checked exceptions. */
  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  synchronized <T> T add(T part, Consumer<? super T> close) {
    closings.push(() -> close.accept(part));
    return part;
  }

  /** Throws what the first failure threw; those that follow it are suppressed. */
  @Override
  public synchronized void close() {
    Runnable last = closings.poll();
    if (last != null) {
      try (Closing _ = this::close) { // the rest is closed behind it, whatever it throws
        last.run();
      }
    }
  }
}
