// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

/** What became of one invocation. */
public sealed interface InvocationResult {

  /**
   * The function answered.
   *
   * @param payload its answer, as it gave it; empty when it gave none
   */
  record Succeeded(String requestId, String payload) implements InvocationResult {}

  /**
   * The function ran and failed: it threw, timed out, or its process ended.
   *
   * @param payload the error document, JSON with {@code errorType} and {@code errorMessage}
   */
  record Failed(String requestId, String payload) implements InvocationResult {}

  /** The function did not run: no environment was free in time, or it may not run any more. */
  record Throttled(String reason) implements InvocationResult {}
}
