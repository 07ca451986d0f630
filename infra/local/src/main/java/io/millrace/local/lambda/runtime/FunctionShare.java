// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the environments of all versions of one function share: the reserved concurrency, which is
 * counted for the function as a whole [configuration-concurrency], the log, the numbers, and the
 * debugger's port. It is also the lock of their pools.
 */
final class FunctionShare {
  private final RuntimeSettings settings;
  private final RuntimeFiles files;
  private final FunctionLog log;
  private final FunctionMetrics metrics = new FunctionMetrics();
  private final AdjustableSemaphore permits;
  private final OptionalInt debugPort;
  private final Set<EnvironmentPool> pools = new HashSet<>();

  FunctionShare(
      String name, int limit, RuntimeSettings settings, RuntimeFiles files, FunctionLog log) {
    this.debugPort = settings.debug().of(name);
    this.settings = debugPort.isPresent() ? settings.patient() : settings;
    this.files = files;
    this.log = log;
    this.permits = new AdjustableSemaphore(bounded(limit));
  }

  /** One debugger sees one environment. */
  private int bounded(int limit) {
    return debugPort.isPresent() ? Math.min(limit, 1) : limit;
  }

  void limit(int limit) {
    permits.setLimit(bounded(limit));
  }

  AdjustableSemaphore permits() {
    return permits;
  }

  RuntimeSettings settings() {
    return settings;
  }

  FunctionLog log() {
    return log;
  }

  FunctionMetrics metrics() {
    return metrics;
  }

  OptionalInt debugPort() {
    return debugPort;
  }

  synchronized void add(EnvironmentPool pool) {
    pools.add(pool);
  }

  synchronized void remove(EnvironmentPool pool) {
    pools.remove(pool);
  }

  /** A fresh environment; under a debugger, those of other versions give its port free. */
  synchronized ExecutionEnvironment start(FunctionSpec spec, EnvironmentPool of)
      throws IOException {
    if (debugPort.isPresent()) {
      pools.stream().filter(other -> other != of).forEach(EnvironmentPool::closeIdle);
    }
    return ExecutionEnvironment.start(spec, settings, files, log, metrics);
  }

  /** Alive now, of all versions. */
  synchronized int environments() {
    return pools.stream().mapToInt(EnvironmentPool::alive).sum();
  }

  /** Processor time of all processes so far, those that are gone included. */
  synchronized Duration cpu() {
    return pools.stream()
        .map(EnvironmentPool::cpuOfAlive)
        .reduce(metrics.cpuOfEnded(), Duration::plus);
  }
}
