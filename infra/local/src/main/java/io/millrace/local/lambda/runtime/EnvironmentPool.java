// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import io.millrace.local.lambda.runtime.InvocationResult.Failed;
import io.millrace.local.lambda.runtime.InvocationResult.Throttled;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The environments of one function: reused, the last used first, never more than the limit at a
 * time. Thread-safe.
 *
 * <p>After an {@linkplain #update update} new invocations get new environments; what runs finishes
 * in the old ones.
 */
public final class EnvironmentPool implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(EnvironmentPool.class.getName());

  /**
   * So many environments in a row may end before they take an event; then the function is at fault.
   */
  private static final int MAX_LOST_ENVIRONMENTS = 3;

  private final RuntimeSettings settings;
  private final RuntimeFiles files;
  private final FunctionLog log;
  private final FunctionMetrics metrics = new FunctionMetrics();
  private final AdjustableSemaphore permits;
  private final OptionalInt debugPort;
  private final LongSupplier nanoClock;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> alive = new HashSet<>();
  private FunctionSpec spec;
  private boolean closed;

  /** An environment that waits, since a moment of the clock. */
  private record Idle(ExecutionEnvironment environment, long sinceNanos) {}

  EnvironmentPool(
      FunctionSpec spec,
      int limit,
      RuntimeSettings settings,
      RuntimeFiles files,
      FunctionLog log,
      LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.debugPort = settings.debug().of(spec.name());
    boolean debugged = debugPort.isPresent();
    this.spec = debugged ? RuntimeSettings.patient(spec) : spec;
    this.settings = debugged ? settings.patient() : settings;
    this.files = files;
    this.log = log;
    this.permits = new AdjustableSemaphore(bounded(limit));
  }

  /** One debugger sees one environment. */
  private int bounded(int limit) {
    return debugPort.isPresent() ? Math.min(limit, 1) : limit;
  }

  /**
   * Invokes the function and returns when it has answered or failed.
   *
   * @param payload the event, JSON
   * @param wait for a free environment, at most
   */
  public InvocationResult invoke(String payload, Duration wait) throws InterruptedException {
    return invoke(payload, Optional.empty(), wait);
  }

  /**
   * As a caller that is traced invokes it.
   *
   * @param traceId the trace header of the caller; without one a new trace begins
   */
  public InvocationResult invoke(String payload, Optional<String> traceId, Duration wait)
      throws InterruptedException {
    if (!permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      metrics.throttled();
      return new Throttled("none of " + permits.limit() + " environments is free");
    }
    try {
      return invokeWithPermit(payload, traceId);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.ERROR, () -> "cannot start an environment of " + spec().name(), e);
      return new Throttled("cannot start an environment: " + e.getMessage());
    } finally {
      permits.release();
    }
  }

  private InvocationResult invokeWithPermit(String payload, Optional<String> traceId)
      throws IOException, InterruptedException {
    Invocation invocation = Invocation.of(payload, traceId, spec().timeout());
    for (int lost = 0; lost < MAX_LOST_ENVIRONMENTS; lost++) {
      Optional<ExecutionEnvironment> taken = take();
      if (taken.isEmpty()) {
        return new Throttled("the function is being deleted");
      }
      ExecutionEnvironment environment = taken.get();
      try {
        Optional<InvocationResult> result = environment.invoke(invocation);
        if (result.isPresent()) {
          return result.get();
        }
      } finally {
        giveBack(environment);
      }
      invocation = Invocation.of(payload, traceId, spec().timeout());
    }
    return new Failed(invocation.requestId(), RuntimeErrors.exited(invocation.requestId(), 0));
  }

  private Optional<ExecutionEnvironment> take() throws IOException {
    synchronized (this) {
      if (closed) {
        return Optional.empty();
      }
      for (Idle next = idle.pollFirst(); next != null; next = idle.pollFirst()) {
        ExecutionEnvironment reusable = next.environment;
        if (reusable.usable()) {
          return Optional.of(reusable);
        }
        alive.remove(reusable);
        reusable.close();
      }
      // Within the lock: close() must find every process that was started. It takes milliseconds.
      ExecutionEnvironment fresh = ExecutionEnvironment.start(spec, settings, files, log, metrics);
      alive.add(fresh);
      return Optional.of(fresh);
    }
  }

  private void giveBack(ExecutionEnvironment environment) {
    synchronized (this) {
      if (!closed && environment.usable() && environment.spec().equals(spec)) {
        idle.addFirst(new Idle(environment, nanoClock.getAsLong()));
        return;
      }
      alive.remove(environment);
    }
    environment.close();
  }

  private synchronized FunctionSpec spec() {
    return spec;
  }

  /** Later invocations run with this spec; an equal one changes nothing. */
  public void update(FunctionSpec changed) {
    FunctionSpec newSpec = debugPort.isPresent() ? RuntimeSettings.patient(changed) : changed;
    List<ExecutionEnvironment> outdated;
    synchronized (this) {
      if (newSpec.equals(spec)) {
        return;
      }
      spec = newSpec;
      outdated = idle.stream().map(Idle::environment).toList();
      idle.clear();
      outdated.forEach(alive::remove);
    }
    outdated.forEach(ExecutionEnvironment::close);
  }

  /** The most environments at a time; 0 stops the function. */
  public void limit(int limit) {
    permits.setLimit(bounded(limit));
  }

  /** Stops environments that were idle for longer than the settings allow. */
  public void expireIdle() {
    List<ExecutionEnvironment> expired = new ArrayList<>();
    synchronized (this) {
      idle.removeIf(
          one -> {
            long idleNanos = nanoClock.getAsLong() - one.sinceNanos;
            boolean over = !one.environment.usable() || idleNanos > settings.idleExpiry().toNanos();
            if (over) {
              expired.add(one.environment);
              alive.remove(one.environment);
            }
            return over;
          });
    }
    expired.forEach(ExecutionEnvironment::close);
  }

  public synchronized int environments() {
    return alive.size();
  }

  /** Processor time of all processes so far, those that are gone included. */
  public synchronized Duration cpu() {
    return alive.stream()
        .map(ExecutionEnvironment::cpu)
        .reduce(metrics.cpuOfEnded(), Duration::plus);
  }

  /** Where a debugger connects to, if the function runs under one. */
  public OptionalInt debugPort() {
    return debugPort;
  }

  public FunctionMetrics.Snapshot metrics() {
    return metrics.snapshot();
  }

  /** Where the function's log ends now; for {@link #logTail}. */
  public long logEnd() {
    return log.end();
  }

  /** The log since a position, its last four kilobytes at most. */
  public String logTail(long from) {
    return log.tail(from);
  }

  /** Kills every process, also those that run an invocation, and returns when they are gone. */
  @Override
  public void close() {
    List<ExecutionEnvironment> all;
    synchronized (this) {
      closed = true;
      all = List.copyOf(alive);
      idle.clear();
      alive.clear();
    }
    all.forEach(ExecutionEnvironment::close);
  }
}
