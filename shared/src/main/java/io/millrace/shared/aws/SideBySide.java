// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
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
    AtomicInteger next = new AtomicInteger();
    AtomicReferenceArray<@Nullable Throwable> thrown = new AtomicReferenceArray<>(inputs.size());
    AtomicBoolean failed = new AtomicBoolean();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement();
              i < inputs.size() && !failed.get();
              i = next.getAndIncrement()) {
            try {
              call.accept(inputs.get(i));
            } catch (RuntimeException | Error e) {
              thrown.set(i, e);
              failed.set(true);
            }
          }
        };
    // The caller works too: one call needs no thread.
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 1; i < Math.min(atOnce, inputs.size()); i++) {
        threads.execute(worker);
      }
      worker.run();
    }
    throwFirst(thrown);
  }

  private static void throwFirst(AtomicReferenceArray<@Nullable Throwable> all) {
    @Nullable RuntimeException first = null;
    for (int i = 0; i < all.length(); i++) {
      Throwable thrown = all.get(i);
      if (thrown instanceof Error error) {
        throw error;
      }
      if (thrown instanceof RuntimeException known) {
        if (first == null) {
          first = known;
        } else {
          first.addSuppressed(known);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
