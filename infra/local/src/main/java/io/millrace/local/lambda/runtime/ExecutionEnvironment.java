// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import io.millrace.local.lambda.runtime.InvocationResult.Failed;
import io.millrace.local.lambda.runtime.InvocationResult.Succeeded;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One process with its Runtime API; takes one invocation at a time. After a timeout or the end of
 * the process it is {@linkplain #usable not usable} any more.
 */
final class ExecutionEnvironment implements AutoCloseable {
  private final FunctionSpec spec;
  private final RuntimeSettings settings;
  private final FunctionLog log;
  private final FunctionMetrics metrics;
  private final RuntimeApiServer api;
  private final FunctionProcess process;
  private final long startedAt = System.nanoTime();
  private final AtomicReference<Duration> cpu = new AtomicReference<>(Duration.ZERO);
  private boolean initialized;
  private volatile boolean spent;
  private boolean timedOut;

  private ExecutionEnvironment(
      FunctionSpec spec,
      RuntimeSettings settings,
      FunctionLog log,
      FunctionMetrics metrics,
      RuntimeApiServer api,
      FunctionProcess process) {
    this.spec = spec;
    this.settings = settings;
    this.log = log;
    this.metrics = metrics;
    this.api = api;
    this.process = process;
  }

  /** Starts the process and returns at once: initialization goes on in it. */
  static ExecutionEnvironment start(
      FunctionSpec spec,
      RuntimeSettings settings,
      RuntimeFiles files,
      FunctionLog log,
      FunctionMetrics metrics)
      throws IOException {
    RuntimeApiServer api = new RuntimeApiServer();
    try {
      String day = Instant.now().toString().substring(0, 10).replace('-', '/');
      String stream =
          day + "/[" + spec.version() + "]" + UUID.randomUUID().toString().replace("-", "");
      FunctionProcess process =
          FunctionProcess.start(
              spec, settings, files, Launch.of(spec, settings), api.address(), stream, log.file());
      return new ExecutionEnvironment(spec, settings, log, metrics, api, process);
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  FunctionSpec spec() {
    return spec;
  }

  boolean usable() {
    return !spent && process.alive();
  }

  /**
   * Runs one invocation to its end.
   *
   * @return empty when the process ended before it took the event: nothing has run, another
   *     environment may
   */
  Optional<InvocationResult> invoke(Invocation invocation) throws InterruptedException {
    OptionalDouble initMillis = OptionalDouble.empty();
    if (!initialized) {
      Optional<InvocationResult> failed = awaitInit(invocation);
      if (failed.isPresent()) {
        spent = true;
        return failed;
      }
      initialized = true;
      long initNanos = api.ready().join() - startedAt;
      metrics.coldStart(initNanos);
      initMillis = OptionalDouble.of(initNanos / 1e6);
    }
    // Runs before the event goes out: START stands before what the function prints.
    CompletableFuture<Void> started =
        invocation
            .delivered()
            .thenRun(() -> log.started(invocation.requestId(), spec.version(), spec.jsonLogs()));
    api.offer(invocation);
    if (!finished(CompletableFuture.anyOf(started, process.exit()), spec.timeout())
        || !started.isDone()) {
      spent = true;
      return Optional.empty();
    }
    InvocationResult result = awaitAnswer(invocation);
    long nanos = System.nanoTime() - invocation.delivered().join();
    boolean failed = !(result instanceof Succeeded);
    InvocationResult.Usage usage =
        new InvocationResult.Usage(nanos / 1e6, initMillis, process.peakMegabytes());
    metrics.invoked(nanos, failed);
    usage.peakMegabytes().ifPresent(metrics::peak);
    cpu();
    log.ended(
        new FunctionLog.Report(
            invocation.requestId(),
            usage.durationMillis(),
            initMillis,
            spec.memoryMegabytes(),
            usage.peakMegabytes(),
            failed ? failure() : "success"),
        spec.jsonLogs());
    return Optional.of(result.with(usage));
  }

  /** Processor time of the process so far; of one that is gone, as far as it was last seen. */
  Duration cpu() {
    return cpu.accumulateAndGet(process.cpu(), (a, b) -> a.compareTo(b) > 0 ? a : b);
  }

  /** The status of a failed invocation. [telemetry-schema-reference] */
  private String failure() {
    if (timedOut) {
      return "timeout";
    }
    return usable() ? "error" : "failure";
  }

  private Optional<InvocationResult> awaitInit(Invocation invocation) throws InterruptedException {
    boolean inTime =
        finished(
            CompletableFuture.anyOf(api.ready(), api.initError(), process.exit()),
            settings.initTimeout());
    if (api.ready().isDone()) {
      return Optional.empty();
    }
    metrics.invoked(System.nanoTime() - startedAt, true);
    String id = invocation.requestId();
    if (!inTime) {
      log.append("INIT_REPORT Status: timeout");
      return Optional.of(
          new Failed(id, RuntimeErrors.timedOut(id, settings.initTimeout()), spec.version()));
    }
    log.append("INIT_REPORT Status: error");
    if (api.initError().isDone()) {
      return Optional.of(new Failed(id, api.initError().join(), spec.version()));
    }
    return Optional.of(
        new Failed(id, RuntimeErrors.exited(id, process.exit().join()), spec.version()));
  }

  private InvocationResult awaitAnswer(Invocation invocation) throws InterruptedException {
    String id = invocation.requestId();
    long spentNanos = System.nanoTime() - invocation.delivered().join();
    boolean inTime =
        finished(
            CompletableFuture.anyOf(invocation.answer(), process.exit()),
            invocation.timeout().minusNanos(spentNanos));
    if (invocation.answer().isDone()) {
      Invocation.Answer answer = invocation.answer().join();
      return answer.error()
          ? new Failed(id, answer.payload(), spec.version())
          : new Succeeded(id, answer.payload(), spec.version());
    }
    spent = true;
    if (inTime) {
      log.append("RequestId: " + id + " Error: Runtime exited");
      return new Failed(id, RuntimeErrors.exited(id, process.exit().join()), spec.version());
    }
    timedOut = true;
    process.kill();
    log.append(Instant.now() + " " + id + " " + RuntimeErrors.timedOutText(spec.timeout()));
    return new Failed(id, RuntimeErrors.timedOut(id, spec.timeout()), spec.version());
  }

  private boolean finished(CompletableFuture<?> future, Duration wait) throws InterruptedException {
    try {
      future.get(wait.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (InterruptedException e) {
      spent = true; // Nobody waits for what it is doing any more.
      throw e;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "neither a process nor the Runtime API completes with an exception", e);
    }
  }

  @Override
  public void close() {
    spent = true;
    metrics.ended(cpu());
    process.close();
    api.close();
  }
}
