// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.lambda.AsyncEvent.Next;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Asynchronous invocations: answered at once, run after that, repeated after errors and throttles,
 * given to a destination or a dead-letter queue. [invocation-async] They are kept in memory only.
 */
final class AsyncInvocations implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(AsyncInvocations.class.getName());

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger unfinished = new AtomicInteger();
  private final AsyncOutlet outlet;
  private final InstantSource clock;
  private final Pause pause;

  /** One attempt. */
  interface Attempt {
    InvocationResult invoke() throws InterruptedException;
  }

  /** How one waits. */
  interface Pause {
    void until(Duration fromNow) throws InterruptedException;
  }

  /** What is to be invoked. */
  record Request(FunctionName function, String requestId, String payload) {}

  AsyncInvocations(AsyncOutlet outlet, InstantSource clock, Pause pause) {
    this.outlet = outlet;
    this.clock = clock;
    this.pause = pause;
  }

  void submit(Request request, AsyncSettings settings, Attempt attempt) {
    unfinished.incrementAndGet();
    threads.execute(
        () -> {
          try {
            run(request, settings, attempt);
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

  /** Runs an event to its end, in this thread. */
  void run(Request request, AsyncSettings settings, Attempt attempt) throws InterruptedException {
    AsyncEvent event = new AsyncEvent(settings, clock.millis());
    while (true) {
      switch (event.after(attempt.invoke(), clock.millis())) {
        case Next.RetryAt(long millis) -> pause.until(Duration.ofMillis(millis - clock.millis()));
        case Next.Succeeded(var result) -> {
          AsyncRecord outcome = outcome(request, AsyncEvent.Condition.SUCCESS, event, result);
          settings.onSuccess().ifPresent(arn -> outlet.tell(arn, outcome));
          return;
        }
        case Next.GivenUp(var condition, var last) -> {
          givenUp(settings, outcome(request, condition, event, last));
          return;
        }
      }
    }
  }

  private AsyncRecord outcome(
      Request request, AsyncEvent.Condition condition, AsyncEvent event, InvocationResult result) {
    return new AsyncRecord(
        request.function(),
        request.requestId(),
        request.payload(),
        condition,
        event.attempts(),
        result,
        clock.instant());
  }

  private void givenUp(AsyncSettings settings, AsyncRecord outcome) {
    LOG.log(
        System.Logger.Level.WARNING,
        () ->
            "asynchronous invocation of "
                + outcome.function().arn()
                + " given up ("
                + outcome.condition().text
                + "): "
                + outcome.errorMessage());
    settings.onFailure().ifPresent(arn -> outlet.tell(arn, outcome));
    settings.deadLetterQueue().ifPresent(arn -> outlet.deadLetter(arn, outcome));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
