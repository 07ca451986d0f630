// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.lambda.runtime.InvocationResult;
import io.millrace.local.lambda.runtime.InvocationResult.Failed;
import io.millrace.local.lambda.runtime.InvocationResult.Throttled;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asynchronous invocations: answered at once, run after that, repeated twice after an error;
 * throttled ones are tried for six hours. [invocation-async] They are kept in memory only.
 */
final class AsyncInvocations implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AsyncInvocations.class.getName());

  private static final List<Duration> RETRIES =
      List.of(Duration.ofMinutes(1), Duration.ofMinutes(2));
  private static final Duration MAXIMUM_AGE = Duration.ofHours(6);
  private static final Duration THROTTLE_PAUSE = Duration.ofSeconds(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger unfinished = new AtomicInteger();

  /** One attempt. */
  interface Attempt {
    InvocationResult invoke() throws InterruptedException;
  }

  void submit(String function, Attempt attempt) {
    unfinished.incrementAndGet();
    threads.execute(
        () -> {
          try {
            run(function, attempt);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            unfinished.decrementAndGet();
          }
        });
  }

  /** Whether all that was submitted has been run to its end. */
  boolean idle() {
    return unfinished.get() == 0;
  }

  private static void run(String function, Attempt attempt) throws InterruptedException {
    long submitted = System.nanoTime();
    int errors = 0;
    while (System.nanoTime() - submitted < MAXIMUM_AGE.toNanos()) {
      switch (attempt.invoke()) {
        case InvocationResult.Succeeded done -> {
          return;
        }
        case Throttled ignored -> Thread.sleep(THROTTLE_PAUSE);
        case Failed failed -> {
          if (errors == RETRIES.size()) {
            LOG.log(
                System.Logger.Level.WARNING,
                () -> "asynchronous invocation of " + function + " given up: " + failed.payload());
            return;
          }
          Thread.sleep(RETRIES.get(errors));
          errors++;
        }
      }
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
