// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import io.millrace.local.lambda.runtime.DebugPorts;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the Lambda service finds things, and its limits.
 *
 * @param endpoint of the gateway, for functions and pollers
 * @param workDir for what need not survive: directories of environments, and logs and code without
 *     a data directory
 * @param javaHome of the JDK that runs the functions
 * @param maxEnvironments of one function, at least 1
 * @param dataDir where functions, mappings, checkpoints and logs survive a restart; without it
 *     nothing does
 * @param debug functions that run under a debugger
 */
public record LambdaConfig(
    URI endpoint,
    Path workDir,
    Path javaHome,
    int maxEnvironments,
    Optional<Path> dataDir,
    DebugPorts debug) {
  static final String REGION = "us-east-1";
  static final String ACCOUNT = "000000000000";
  static final Duration INIT_TIMEOUT = Duration.ofSeconds(60);
  static final Duration IDLE_EXPIRY = Duration.ofMinutes(10);

  /** How long a poller waits for a free environment before it looks again whether it should. */
  static final Duration POLLER_PATIENCE = Duration.ofSeconds(10);

  /**
   * How long a caller of Invoke waits for a free environment before it is told of too many
   * requests.
   */
  static final Duration CALLER_PATIENCE = Duration.ofSeconds(10);

  public LambdaConfig {
    if (maxEnvironments < 1) {
      throw new IllegalArgumentException(
          "maxEnvironments is " + maxEnvironments + ", allowed is 1 or more");
    }
  }

  /** What outlives a restart when there is a data directory. */
  Path stateDir() {
    return dataDir.orElse(workDir).resolve("lambda");
  }

  static String functionArn(String name) {
    return "arn:aws:lambda:" + REGION + ":" + ACCOUNT + ":function:" + name;
  }
}
