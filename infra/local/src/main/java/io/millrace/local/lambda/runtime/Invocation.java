// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

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

  /** With the trace of the caller, or a new one. */
  static Invocation of(
      String payload, Optional<String> traceId, String invokedArn, Duration timeout) {
    String requestId = UUID.randomUUID().toString();
    // As much of the request's id as fits: what a function calls can be told by it.
    String trace =
        "Root=1-%08x-%s;Parent=%016x;Sampled=0"
            .formatted(
                System.currentTimeMillis() / 1000,
                requestId.replace("-", "").substring(0, TRACE_DIGITS),
                ThreadLocalRandom.current().nextLong());
    return new Invocation(
        requestId,
        traceId.orElse(trace),
        payload,
        invokedArn,
        timeout,
        new CompletableFuture<>(),
        new CompletableFuture<>());
  }
}
