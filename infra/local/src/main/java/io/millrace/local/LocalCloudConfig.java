// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How the local cloud is started.
 *
 * @param port the gateway's port on the loopback interface; 0 takes a free one
 * @param dataDir where everything is kept across restarts; absent = nothing outlives the process
 * @param workDir scratch space and log files, created when missing; one running cloud per directory
 * @param dynamoDbLib the directory with the jars of DynamoDB Local; needed unless an endpoint is
 *     given
 * @param dynamoDbEndpoint a DynamoDB endpoint that runs already, used instead of a process of ours
 * @param javaHome the JDK (25 or later) that runs the functions and DynamoDB Local
 * @param maxEnvironments execution environments per function at the most, at least 1
 * @param debugPorts functions that run under a debugger, in one environment and without time
 *     limits, with the ports it connects to
 * @param longestShift of a deployment's steps that move a part of the traffic; on AWS they take
 *     minutes
 */
public record LocalCloudConfig(
    int port,
    Optional<Path> dataDir,
    Path workDir,
    Optional<Path> dynamoDbLib,
    Optional<URI> dynamoDbEndpoint,
    Path javaHome,
    int maxEnvironments,
    Map<String, Integer> debugPorts,
    Duration longestShift) {

  /** Long enough to see it, and to send something through both versions. */
  public static final Duration DEFAULT_SHIFT = Duration.ofSeconds(5);

  /** The port everybody expects a local cloud at. */
  public static final int DEFAULT_PORT = 4566;

  /** The account all local resources belong to. */
  public static final String ACCOUNT = "000000000000";

  /** The region all local resources live in. */
  public static final String REGION = "us-east-1";

  /** With short steps of deployments. */
  public LocalCloudConfig(
      int port,
      Optional<Path> dataDir,
      Path workDir,
      Optional<Path> dynamoDbLib,
      Optional<URI> dynamoDbEndpoint,
      Path javaHome,
      int maxEnvironments,
      Map<String, Integer> debugPorts) {
    this(
        port,
        dataDir,
        workDir,
        dynamoDbLib,
        dynamoDbEndpoint,
        javaHome,
        maxEnvironments,
        debugPorts,
        DEFAULT_SHIFT);
  }

  /** Without a debugger. */
  public LocalCloudConfig(
      int port,
      Optional<Path> dataDir,
      Path workDir,
      Optional<Path> dynamoDbLib,
      Optional<URI> dynamoDbEndpoint,
      Path javaHome,
      int maxEnvironments) {
    this(
        port, dataDir, workDir, dynamoDbLib, dynamoDbEndpoint, javaHome, maxEnvironments, Map.of());
  }

  public LocalCloudConfig {
    debugPorts = Map.copyOf(debugPorts);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port: " + port + " (0 to 65535 are allowed)");
    }
    if (maxEnvironments < 1) {
      throw new IllegalArgumentException("maxEnvironments: " + maxEnvironments + " (at least 1)");
    }
  }
}
