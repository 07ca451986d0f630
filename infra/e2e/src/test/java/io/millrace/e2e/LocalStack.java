// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.cli.Deployment;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.localstack.LocalStackContainer;
import org.testcontainers.utility.DockerImageName;

/** LocalStack in a container, which Testcontainers starts and removes. */
final class LocalStack {

  static final String IMAGE = "millrace.localstack.image";
  static final String TOKEN = "LOCALSTACK_AUTH_TOKEN";

  /**
   * By LocalStack's table of behaviour coverage of event source mappings it has neither BISECT,
   * TUMBLING_WINDOW nor PARALLELIZATION. Source: LocalStack documentation, Lambda.
   */
  private static final Set<Capability> CAPABILITIES = EnumSet.noneOf(Capability.class);

  private static final String STACK = "millrace-e2e";

  /** Longer than a function's container takes to start, which is when nothing changes. */
  private static final Duration QUIET = Duration.ofSeconds(30);

  private static final Duration STARTUP = Duration.ofMinutes(5);

  private LocalStack() {}

  /**
   * Starts it and deploys the stack.
   *
   * @throws AssertionError when there is no Docker: what was asked for is not left out
   */
  static Cloud start() {
    requireDocker(DockerClientFactory.instance().isDockerAvailable());
    LocalStackContainer container = container();
    container.start();
    URI endpoint = container.getEndpoint();
    return new DeployedCloud(
        Deployment.at(endpoint, STACK),
        STACK,
        List.of("--endpoint", endpoint.toString()),
        CAPABILITIES,
        QUIET,
        container::stop);
  }

  static void requireDocker(boolean available) {
    if (!available) {
      throw new AssertionError(
          "LocalStack was requested (-Plocalstack), and no Docker engine answers: start Docker, or"
              + " set DOCKER_HOST, or leave -Plocalstack out, which runs the suite on the local"
              + " cloud");
    }
  }

  /** Testcontainers asks for Docker as soon as there is a container. */
  private static LocalStackContainer container() {
    return new LocalStackContainer(
            DockerImageName.parse(image(System.getProperty(IMAGE, "")))
                .asCompatibleSubstituteFor("localstack/localstack"))
        .withEnv(environment(System.getenv(TOKEN)))
        .withStartupTimeout(STARTUP);
  }

  static String image(String configured) {
    if (configured.isBlank()) {
      throw new IllegalArgumentException(
          IMAGE + " is empty, allowed is an image such as localstack/localstack:4.14.0");
    }
    return configured;
  }

  /**
   * What the container is told.
   *
   * @param token for images newer than those that start without; null or empty for none
   */
  static Map<String, String> environment(@Nullable String token) {
    Map<String, String> all = new HashMap<>();
    // The template says arm64; the machine may be another.
    all.put("LAMBDA_IGNORE_ARCHITECTURE", "1");
    // What it has no service for (deployments, budgets) must not fail the stack.
    all.put("CFN_IGNORE_UNSUPPORTED_RESOURCE_TYPES", "1");
    // Java functions take longer to start than its default allows.
    all.put("LAMBDA_RUNTIME_ENVIRONMENT_TIMEOUT", "60");
    if (token != null && !token.isBlank()) {
      all.put(TOKEN, token);
    }
    return all;
  }
}
