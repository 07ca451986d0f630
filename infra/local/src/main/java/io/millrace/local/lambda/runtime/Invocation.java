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
 * @param delivered completed, with {@link System#nanoTime}, when the process has taken the event
 * @param answer completed when the process has answered
 */
record Invocation(
    String requestId,
    String traceId,
    String payload,
    Duration timeout,
    CompletableFuture<Long> delivered,
    CompletableFuture<Answer> answer) {

  /** What a process says of an event: a response, or an error document. */
  record Answer(boolean error, String payload) {}

  /** With the trace of the caller, or a new one. */
  static Invocation of(String payload, Optional<String> traceId, Duration timeout) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String trace =
        "Root=1-%08x-%08x%016x;Parent=%016x;Sampled=0"
            .formatted(
                System.currentTimeMillis() / 1000,
                random.nextInt(),
                random.nextLong(),
                random.nextLong());
    return new Invocation(
        UUID.randomUUID().toString(),
        traceId.orElse(trace),
        payload,
        timeout,
        new CompletableFuture<>(),
        new CompletableFuture<>());
  }
}
