// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Where functions run and within what limits.
 *
 * @param endpoint of the gateway, handed to functions as {@code AWS_ENDPOINT_URL}
 * @param javaHome of the JDK that runs the functions
 * @param workDir where every environment gets a directory of its own
 * @param logDir one log file per function
 * @param secretOf the secret of an access key: every function has one of its own
 * @param initTimeout from the start of the process to its first request for an event; more than the
 *     ten seconds of AWS, because here all functions start on the same few cores
 * @param idleExpiry an environment without an invocation for so long is stopped
 * @param debug functions whose only environment waits for a debugger; no time runs out for them
 * @param tracing decides what is sampled
 */
public record RuntimeSettings(
    URI endpoint,
    Path javaHome,
    Path workDir,
    Path logDir,
    String region,
    UnaryOperator<String> secretOf,
    Duration initTimeout,
    Duration idleExpiry,
    DebugPorts debug,
    RuntimeTracing tracing) {

  /** Without X-Ray. */
  public RuntimeSettings(
      URI endpoint,
      Path javaHome,
      Path workDir,
      Path logDir,
      String region,
      UnaryOperator<String> secretOf,
      Duration initTimeout,
      Duration idleExpiry,
      DebugPorts debug) {
    this(
        endpoint,
        javaHome,
        workDir,
        logDir,
        region,
        secretOf,
        initTimeout,
        idleExpiry,
        debug,
        RuntimeTracing.OFF);
  }

  /** As long as anybody sits before a breakpoint. */
  private static final Duration ENDLESS = Duration.ofDays(7);

  /** With time for a person to look at what runs. */
  RuntimeSettings patient() {
    return new RuntimeSettings(
        endpoint, javaHome, workDir, logDir, region, secretOf, ENDLESS, ENDLESS, debug, tracing);
  }

  /** A function whose invocations may take as long. */
  static FunctionSpec patient(FunctionSpec spec) {
    return spec.withTimeout(ENDLESS);
  }

  /** Lambda's limit of a synchronous request, in bytes. */
  public static final int MAX_REQUEST_BYTES = 6 * 1024 * 1024;

  /** Lambda's limit of a response, in bytes: six megabytes and a hundred. */
  public static final int MAX_RESPONSE_BYTES = 6 * 1024 * 1024 + 100;
}
