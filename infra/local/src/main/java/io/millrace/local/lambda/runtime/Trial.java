// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * One JVM of a function with a Runtime API of its own, from its start to its end: for training runs
 * and for measuring starts. Not for several threads.
 */
public final class Trial implements AutoCloseable {

  /** The kernel counts a process's time in hundredths of a second for everybody who asks. */
  private static final int MILLIS_PER_TICK = 10;

  private final FunctionSpec spec;
  private final RuntimeApiServer api;
  private final FunctionProcess process;
  private final Path log;
  private final long startedAt;

  /**
   * What was spent since the start of the process.
   *
   * @param cpuMillis user and system time of all its threads, to the next ten
   * @param wallMillis time that passed
   */
  public record Spent(long cpuMillis, double wallMillis) {}

  private Trial(
      FunctionSpec spec, RuntimeApiServer api, FunctionProcess process, Path log, long startedAt) {
    this.spec = spec;
    this.api = api;
    this.process = process;
    this.log = log;
    this.startedAt = startedAt;
  }

  /** Starts the process; what it prints goes to the end of the log. */
  public static Trial start(FunctionSpec spec, RuntimeSettings settings, Launch launch, Path log)
      throws IOException {
    RuntimeFiles files = RuntimeFiles.prepare(settings.workDir());
    RuntimeApiServer api = new RuntimeApiServer();
    try {
      long startedAt = System.nanoTime();
      FunctionProcess process =
          FunctionProcess.start(spec, settings, files, launch, api.address(), "trial", log);
      return new Trial(spec, api, process, log, startedAt);
    } catch (IOException e) {
      api.close();
      throw e;
    }
  }

  /**
   * Waits for the first request for an event.
   *
   * @throws IllegalStateException when the process ended or said that it can't initialize
   */
  public Spent init() throws IOException, InterruptedException {
    await(CompletableFuture.anyOf(api.ready(), api.initError(), process.exit()));
    if (!api.ready().isDone()) {
      throw new IllegalStateException(spec.name() + " does not start; its log is " + log);
    }
    return spent(api.ready().join());
  }

  /**
   * Hands an event over and waits for the answer.
   *
   * @throws IllegalStateException when the answer is an error, or reports a failed record
   */
  public Spent invoke(String event) throws IOException, InterruptedException {
    Invocation invocation = Invocation.of(event, Optional.empty(), spec.arn(), spec.timeout());
    api.offer(invocation);
    await(CompletableFuture.anyOf(invocation.answer(), process.exit()));
    long now = System.nanoTime();
    if (!invocation.answer().isDone()) {
      throw new IllegalStateException(spec.name() + " ended while it worked; its log is " + log);
    }
    Invocation.Answer answer = invocation.answer().join();
    if (answer.error() || answer.payload().contains("itemIdentifier\"")) {
      throw new IllegalStateException(
          spec.name() + " failed: " + answer.payload() + "; its log is " + log);
    }
    return spent(now);
  }

  private void await(CompletableFuture<?> either) throws InterruptedException {
    either.completeOnTimeout(null, spec.timeout().toMillis(), TimeUnit.MILLISECONDS).join();
  }

  private Spent spent(long at) throws IOException {
    String stat =
        Files.readString(
            Path.of("/proc", Long.toString(process.pid()), "stat"), StandardCharsets.US_ASCII);
    // Behind the name, which may hold anything, utime and stime are the 12th and the 13th.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return new Spent(ticks * MILLIS_PER_TICK, (at - startedAt) / 1e6);
  }

  /** Has the process end by itself, which is when it writes class data. */
  public void end(Duration atMost) throws InterruptedException {
    process.end();
    process.exit().completeOnTimeout(-1, atMost.toMillis(), TimeUnit.MILLISECONDS).join();
  }

  @Override
  public void close() {
    process.close();
    api.close();
  }
}
