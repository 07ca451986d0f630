// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.operations.DeploymentHook.Verdict;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.Json;
import io.millrace.shared.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Entry of the deployment hook, which CodeDeploy asks before a new version of a stage gets traffic.
 * Whatever comes of the try is an answer; only when CodeDeploy can't be told is there an error, and
 * Lambda asks again. Source: CodeDeploy User Guide, "AppSpec 'hooks' section" (Lambda).
 */
public final class DeploymentHookHandler implements RequestStreamHandler {

  private final Deployments deployments;
  private final DeploymentHook hook;
  private final Deadline deadline;
  private final InstantSource clock;

  /**
   * What CodeDeploy asks.
   *
   * @param executionId of this hook of this deployment
   */
  record Asked(
      @JsonProperty(value = "DeploymentId", required = true) String deploymentId,
      @JsonProperty(value = "LifecycleEventHookExecutionId", required = true) String executionId) {
    Asked {
      // Required says present, and null would be.
      Objects.requireNonNull(deploymentId, "DeploymentId");
      Objects.requireNonNull(executionId, "LifecycleEventHookExecutionId");
    }
  }

  /**
   * Called once per environment.
   *
   * @throws IllegalArgumentException naming every setting that is wrong
   */
  public DeploymentHookHandler() {
    this(DeploymentHookWiring.of(System.getenv()));
  }

  private DeploymentHookHandler(DeploymentHookWiring wiring) {
    this(wiring.deployments(), wiring.hook(), wiring.deadline(), InstantSource.system());
  }

  DeploymentHookHandler(
      Deployments deployments, DeploymentHook hook, Deadline deadline, InstantSource clock) {
    this.deployments = deployments;
    this.hook = hook;
    this.deadline = deadline;
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    Asked asked = Json.read(input.readAllBytes(), Asked.class);
    deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
    Verdict verdict = verdict(asked);
    String line =
        Json.write(
            Map.of(
                "deployment", asked.deploymentId(),
                "passed", verdict.passed(),
                "why", verdict.why()));
    // Before the answer: it is the last that is heard of a deployment that goes back.
    context.getLogger().log(line);
    deployments.answer(asked.deploymentId(), asked.executionId(), verdict.passed());
    output.write(line.getBytes(StandardCharsets.UTF_8));
  }

  /** A version that can't be tried is not tried, and gets no traffic. */
  private Verdict verdict(Asked asked) {
    try {
      Deployed deployed = deployments.get(asked.deploymentId());
      return hook.check(deployed, asked.deploymentId(), clock.instant());
    } catch (UnavailableException | SdkException | IllegalArgumentException e) {
      return new Verdict(false, "it could not be tried: " + e);
    }
  }
}
