// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Calls that don't depend on each other, a few at a time: a function waits for most of a call. */
final class SideBySide {

  private SideBySide() {}

  /**
   * Makes a call for each input and returns when none is under way any more. After the first
   * failure no further call begins.
   *
   * @param atOnce calls at a time, at least 1
   * @throws RuntimeException what the first call in the order of the inputs threw, with what others
   *     threw suppressed
   */
  static <T> void each(int atOnce, List<T> inputs, Consumer<T> call) {
    if (inputs.size() == 1) {
      call.accept(inputs.getFirst());
      return;
    }
    Semaphore permits = new Semaphore(atOnce);
    AtomicBoolean failed = new AtomicBoolean();
    List<Future<?>> calls = new ArrayList<>(inputs.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T input : inputs) {
        permits.acquireUninterruptibly();
        if (failed.get()) {
          break;
        }
        calls.add(
            threads.submit(
                () -> {
                  boolean done = false;
                  try {
                    call.accept(input);
                    done = true;
                  } finally {
                    failed.compareAndSet(false, !done);
                    permits.release();
                  }
                }));
      }
    }
    throwFirst(calls);
  }

  private static void throwFirst(List<Future<?>> calls) {
    @Nullable RuntimeException first = null;
    for (Future<?> call : calls) {
      if (call.state() == Future.State.FAILED) {
        RuntimeException thrown = asRuntime(call.exceptionNow());
        if (first == null) {
          first = thrown;
        } else {
          first.addSuppressed(thrown);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static RuntimeException asRuntime(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    return thrown instanceof RuntimeException known ? known : new IllegalStateException(thrown);
  }
}
