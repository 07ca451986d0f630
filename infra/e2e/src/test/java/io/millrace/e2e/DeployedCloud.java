// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import io.millrace.cli.Deployment;
import io.millrace.cli.MillraceHere;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A cloud that somebody else runs, asked by nothing but AWS's API. Everything but where it answers
 * is the same for LocalStack and AWS, and {@code BackendE2E} runs it on the local cloud.
 */
final class DeployedCloud implements Cloud {

  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private final Deployment deployment;
  private final String stack;
  private final List<String> backend;
  private final Set<Capability> capabilities;
  private final Duration quiet;
  private final Runnable stop;

  /**
   * @param backend the options by which the millrace command finds it
   * @param quiet how long nothing may change before everything counts as done
   * @param stop what is left to do when it is closed
   */
  DeployedCloud(
      Deployment deployment,
      String stack,
      List<String> backend,
      Set<Capability> capabilities,
      Duration quiet,
      Runnable stop) {
    this.deployment = deployment;
    this.stack = stack;
    this.backend = List.copyOf(backend);
    this.capabilities = Set.copyOf(capabilities);
    this.quiet = quiet;
    this.stop = stop;
  }

  @Override
  public String stack() {
    return stack;
  }

  @Override
  public boolean can(Capability capability) {
    return capabilities.contains(capability);
  }

  @Override
  public String resource(String name) {
    return deployment.resource(name);
  }

  /**
   * Deploys another stack beside it.
   *
   * @param jars by the names that the template has for them behind its {@code ArtifactsPrefix}
   */
  void deployBeside(String other, String template, Map<String, Path> jars) {
    deployment.deployBeside(other, template, jars);
  }

  @Override
  public S3Client s3() {
    return deployment.s3();
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return deployment.dynamoDb();
  }

  @Override
  public KinesisClient kinesis() {
    return deployment.kinesis();
  }

  @Override
  public SqsClient sqs() {
    return deployment.sqs();
  }

  @Override
  public LambdaClient lambda() {
    return deployment.lambda();
  }

  @Override
  public CloudFormationClient cloudFormation() {
    return deployment.cloudFormation();
  }

  @Override
  public void awaitIdle() {
    try (Contents contents = new Contents(this)) {
      new Stillness(
              System::nanoTime,
              () -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos()),
              quiet,
              LONGEST)
          .await(contents::look);
    }
  }

  @Override
  public Millrace.Result millrace(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(backend);
    all.addAll(List.of("--stack", stack));
    return MillraceHere.run(all.toArray(String[]::new));
  }

  @Override
  public DeployedCloud byApiAlone() {
    return this;
  }

  @Override
  public void close() {
    deployment.close();
    stop.run();
  }

  @Override
  public String toString() {
    return "stack " + stack + " at " + String.join(" ", backend);
  }
}
