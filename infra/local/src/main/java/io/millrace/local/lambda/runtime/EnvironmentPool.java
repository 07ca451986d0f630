// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import io.millrace.local.lambda.runtime.InvocationResult.Failed;
import io.millrace.local.lambda.runtime.InvocationResult.Throttled;
import java.io.IOException;
import java.nio.file.Path;
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
 * The environments of one version of a function: reused, the last used first; those of all its
 * versions together never run more invocations than the limit at a time. Thread-safe.
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

  private final FunctionShare share;
  private final LongSupplier nanoClock;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private final Set<ExecutionEnvironment> alive = new HashSet<>();
  private FunctionSpec spec;
  private boolean closed;

  /** An environment that waits, since a moment of the clock. */
  private record Idle(ExecutionEnvironment environment, long sinceNanos) {}

  EnvironmentPool(FunctionSpec spec, FunctionShare share, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    this.share = share;
    this.spec = debuggable(spec);
    share.add(this);
  }

  /** Another version of the same function. */
  public EnvironmentPool sibling(FunctionSpec version) {
    return new EnvironmentPool(version, share, nanoClock);
  }

  private FunctionSpec debuggable(FunctionSpec any) {
    return share.debugPort().isPresent() ? RuntimeSettings.patient(any) : any;
  }

  /**
   * Invokes the function and returns when it has answered or failed.
   *
   * @param payload the event, JSON
   * @param wait for a free environment, at most
   */
  public InvocationResult invoke(String payload, Duration wait) throws InterruptedException {
    return invoke(payload, Optional.empty(), spec().arn(), wait);
  }

  /**
   * As a caller that is traced invokes it.
   *
   * @param traceId the trace header of the caller; without one a new trace begins
   * @param invokedArn by which the caller asked for it, with a qualifier if there was one
   */
  public InvocationResult invoke(
      String payload, Optional<String> traceId, String invokedArn, Duration wait)
      throws InterruptedException {
    AdjustableSemaphore permits = share.permits();
    if (!permits.tryAcquire(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      share.metrics().throttled();
      return new Throttled("none of " + permits.limit() + " environments is free");
    }
    try {
      return invokeWithPermit(payload, traceId, invokedArn);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.ERROR, () -> "cannot start an environment of " + spec().name(), e);
      return new Throttled("cannot start an environment: " + e.getMessage());
    } finally {
      permits.release();
    }
  }

  private InvocationResult invokeWithPermit(
      String payload, Optional<String> traceId, String invokedArn)
      throws IOException, InterruptedException {
    Invocation invocation = Invocation.of(payload, traceId, invokedArn, spec().timeout());
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
      invocation = Invocation.of(payload, traceId, invokedArn, spec().timeout());
    }
    String id = invocation.requestId();
    return new Failed(id, RuntimeErrors.exited(id, 0), spec().version());
  }

  private Optional<ExecutionEnvironment> take() throws IOException {
    synchronized (share) {
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
      ExecutionEnvironment fresh = share.start(spec, this);
      alive.add(fresh);
      return Optional.of(fresh);
    }
  }

  private void giveBack(ExecutionEnvironment environment) {
    synchronized (share) {
      if (!closed && environment.usable() && environment.spec().equals(spec)) {
        idle.addFirst(new Idle(environment, nanoClock.getAsLong()));
        return;
      }
      alive.remove(environment);
    }
    environment.close();
  }

  private FunctionSpec spec() {
    synchronized (share) {
      return spec;
    }
  }

  /** Later invocations run with this spec; an equal one changes nothing. */
  public void update(FunctionSpec changed) {
    FunctionSpec newSpec = debuggable(changed);
    synchronized (share) {
      if (newSpec.equals(spec)) {
        return;
      }
      spec = newSpec;
      closeIdle();
    }
  }

  /** Ends the environments that wait. */
  public void closeIdle() {
    synchronized (share) {
      List<ExecutionEnvironment> waiting = idle.stream().map(Idle::environment).toList();
      idle.clear();
      waiting.forEach(alive::remove);
      waiting.forEach(ExecutionEnvironment::close);
    }
  }

  /** The most invocations of all versions at a time; 0 stops the function. */
  public void limit(int limit) {
    share.limit(limit);
  }

  /** Stops environments that were idle for longer than the settings allow. */
  public void expireIdle() {
    List<ExecutionEnvironment> expired = new ArrayList<>();
    synchronized (share) {
      idle.removeIf(
          one -> {
            long idleNanos = nanoClock.getAsLong() - one.sinceNanos;
            boolean over =
                !one.environment.usable() || idleNanos > share.settings().idleExpiry().toNanos();
            if (over) {
              expired.add(one.environment);
              alive.remove(one.environment);
            }
            return over;
          });
    }
    expired.forEach(ExecutionEnvironment::close);
  }

  int alive() {
    return alive.size();
  }

  Duration cpuOfAlive() {
    return alive.stream().map(ExecutionEnvironment::cpu).reduce(Duration.ZERO, Duration::plus);
  }

  /** Alive now, of all versions of the function. */
  public int environments() {
    return share.environments();
  }

  /** Processor time of all versions' processes so far, those that are gone included. */
  public Duration cpu() {
    return share.cpu();
  }

  /** Where a debugger connects to, if the function runs under one. */
  public OptionalInt debugPort() {
    return share.debugPort();
  }

  /** Of all versions of the function. */
  public FunctionMetrics.Snapshot metrics() {
    return share.metrics().snapshot();
  }

  /** Where the function's log ends now; for {@link #logTail}. */
  public long logEnd() {
    return share.log().end();
  }

  /** The function's log; it may not be there yet. */
  public Path logFile() {
    return share.log().file();
  }

  /** The log since a position, its last four kilobytes at most. */
  public String logTail(long from) {
    return share.log().tail(from);
  }

  /** Kills every process, also those that run an invocation, and returns when they are gone. */
  @Override
  public void close() {
    List<ExecutionEnvironment> all;
    synchronized (share) {
      closed = true;
      all = List.copyOf(alive);
      idle.clear();
      alive.clear();
      share.remove(this);
    }
    all.forEach(ExecutionEnvironment::close);
  }
}
