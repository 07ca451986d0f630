// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.Luck;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;

/** What the deployment hook is made of, once per environment. */
record DeploymentHookWiring(Deployments deployments, DeploymentHook hook, Deadline deadline) {

  /** As long as a stage may take until its timeout, from cold. */
  private static final Duration LONGEST = Duration.ofSeconds(130);

  private static final int ATTEMPTS = 6;

  static DeploymentHookWiring of(Map<String, String> env) {
    DeploymentHookConfig config = DeploymentHookConfig.from(env);
    Deadline deadline = Deadline.ofInvocations();
    Backoff patient =
        new Backoff(
            ATTEMPTS,
            Duration.ofSeconds(2),
            Duration.ofSeconds(15),
            RandomGenerator.getDefault(),
            Backoff.standard().pause(),
            deadline);
    DeploymentHook hook =
        new DeploymentHook(
            new LambdaFunctions(versions()),
            new DynamoSyntheticRecords(
                Clients.dynamoDb(deadline, Tracing.off()), config.recordsTable()),
            uploads(Clients.s3(deadline, Tracing.off()), config.uploadsBucket()),
            config.uploadsBucket(),
            patient);
    return new DeploymentHookWiring(CodeDeployCalls.of(env), hook, deadline);
  }

  private static Uploads uploads(S3Client s3, String bucket) {
    return (key, body) ->
        Luck.translating(
            "PutObject of s3://" + bucket + "/" + key,
            () ->
                s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(body))
                    .eTag()
                    .replace("\"", ""));
  }

  /** What is tried again within the time is what was throttled: a reserve may be used up. */
  private static LambdaClient versions() {
    return LambdaClient.builder()
        .httpClient(Clients.http(LONGEST))
        .overrideConfiguration(c -> c.apiCallTimeout(LONGEST).retryStrategy(r -> r.maxAttempts(8)))
        .build();
  }
}
