// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * One event on its way through an environment.
 *
 * @param invokedArn by which the function was asked for, with a qualifier if there was one
 * @param delivered completed, with {@link System#nanoTime}, when the process has taken the event
 * @param answer completed when the process has answered
 */
record Invocation(
    String requestId,
    String traceId,
    String payload,
    String invokedArn,
    Duration timeout,
    CompletableFuture<Long> delivered,
    CompletableFuture<Answer> answer) {

  private static final int TRACE_DIGITS = 24;

  /** What a process says of an event: a response, or an error document. */
  record Answer(boolean error, String payload) {}

  /** With the trace of the caller, or a new one that nobody sees. */
  static Invocation of(
      String payload, Optional<String> traceId, String invokedArn, Duration timeout) {
    return of(payload, traceId, invokedArn, timeout, () -> false);
  }

  /**
   * The same.
   *
   * @param sampled asked when a new trace begins
   */
  static Invocation of(
      String payload,
      Optional<String> traceId,
      String invokedArn,
      Duration timeout,
      BooleanSupplier sampled) {
    String requestId = UUID.randomUUID().toString();
    // As much of the request's id as fits: what a function calls can be told by it.
    Supplier<String> trace =
        () ->
            "Root=1-%08x-%s;Parent=%016x;Sampled=%d"
                .formatted(
                    System.currentTimeMillis() / 1000,
                    requestId.replace("-", "").substring(0, TRACE_DIGITS),
                    ThreadLocalRandom.current().nextLong(),
                    sampled.getAsBoolean() ? 1 : 0);
    return new Invocation(
        requestId,
        traceId.orElseGet(trace),
        payload,
        invokedArn,
        timeout,
        new CompletableFuture<>(),
        new CompletableFuture<>());
  }
}
