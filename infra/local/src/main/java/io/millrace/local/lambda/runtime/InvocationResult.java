// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What became of one invocation. */
public sealed interface InvocationResult {

  /**
   * What an invocation took.
   *
   * @param durationMillis from the moment the process took the event to its answer
   * @param initMillis from the start of the process to its first request for an event, when this
   *     invocation had to wait for that
   * @param peakMegabytes the most memory the process ever had; absent where the system doesn't say
   */
  record Usage(double durationMillis, OptionalDouble initMillis, OptionalLong peakMegabytes) {}

  /**
   * The function answered.
   *
   * @param payload its answer, as it gave it; empty when it gave none
   * @param version that ran, a number or {@code $LATEST}
   */
  record Succeeded(String requestId, String payload, String version, Optional<Usage> usage)
      implements InvocationResult {
    public Succeeded(String requestId, String payload, String version) {
      this(requestId, payload, version, Optional.empty());
    }

    @Override
    public Succeeded with(Usage measured) {
      return new Succeeded(requestId, payload, version, Optional.of(measured));
    }
  }

  /**
   * The function ran and failed: it threw, timed out, or its process ended.
   *
   * @param payload the error document, JSON with {@code errorType} and {@code errorMessage}
   * @param version that ran, a number or {@code $LATEST}
   */
  record Failed(String requestId, String payload, String version, Optional<Usage> usage)
      implements InvocationResult {
    public Failed(String requestId, String payload, String version) {
      this(requestId, payload, version, Optional.empty());
    }

    @Override
    public Failed with(Usage measured) {
      return new Failed(requestId, payload, version, Optional.of(measured));
    }
  }

  /** The function did not run: no environment was free in time, or it may not run any more. */
  record Throttled(String reason) implements InvocationResult {
    @Override
    public Optional<Usage> usage() {
      return Optional.empty();
    }

    @Override
    public Throttled with(Usage measured) {
      return this;
    }
  }

  /** What it took; empty when it did not run, or was not measured. */
  Optional<Usage> usage();

  /** The same, measured. */
  InvocationResult with(Usage measured);
}
