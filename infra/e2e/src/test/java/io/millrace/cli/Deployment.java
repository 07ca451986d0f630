// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The stack, deployed to a cloud by the command's own deployer, and the clients that go there: what
 * {@code millrace up} does with the cloud that it starts.
 */
public final class Deployment implements AutoCloseable {

  /** As {@code up} deploys it: a test has no use for large objects in the archive. */
  private static final Map<String, String> CHOICES = Map.of("PublishWindowSeconds", "1");

  private final Clients clients;
  private final Map<String, Object> resources;

  private Deployment(Clients clients, String stack) {
    this.clients = clients;
    Home home = Home.current();
    this.resources =
        new LinkedHashMap<>(
            deployer(clients).deploy(stack, home.template(), home.deployables(), CHOICES).toMap());
  }

  /** To a cloud that has one endpoint for everything. */
  public static Deployment at(URI endpoint, String stack) {
    return new Deployment(Clients.ofEndpoint(endpoint), stack);
  }

  /** To the account and region of a profile of the AWS configuration. */
  public static Deployment onAws(String profile, String stack) {
    return new Deployment(Clients.ofProfile(profile), stack);
  }

  /**
   * Deploys another stack beside it, by the same deployer.
   *
   * @param jars by the names that the template has for them behind its {@code ArtifactsPrefix}
   */
  public void deployBeside(String stack, String template, Map<String, Path> jars) {
    deployer(clients).deploy(stack, template, jars, Map.of());
  }

  private static Deployer deployer(Clients clients) {
    return new Deployer(clients, step -> System.err.println("e2e: " + step));
  }

  /** How many environments of a function a local cloud runs at a time unless it is told. */
  public static int localEnvironments() {
    return CloudStarter.defaultEnvironments();
  }

  public String resource(String name) {
    return String.valueOf(resources.get(name));
  }

  public S3Client s3() {
    return clients.s3();
  }

  public DynamoDbClient dynamoDb() {
    return clients.dynamoDb();
  }

  public KinesisClient kinesis() {
    return clients.kinesis();
  }

  public SqsClient sqs() {
    return clients.sqs();
  }

  public LambdaClient lambda() {
    return clients.lambda();
  }

  public CloudFormationClient cloudFormation() {
    return clients.cloudFormation();
  }

  @Override
  public void close() {
    clients.close();
  }
}
