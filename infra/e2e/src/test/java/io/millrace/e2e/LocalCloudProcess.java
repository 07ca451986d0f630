// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.cli.Deployment;
import io.millrace.cli.MillraceHere;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The local cloud as {@code millrace up} starts it, in a process of its own. */
final class LocalCloudProcess implements Cloud {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofMinutes(3);

  /** Longer than its pollers and windows of a second take together. */
  private static final Duration QUIET = Duration.ofSeconds(3);

  /** One look may fall between two stages; this many in a row do not. */
  private static final int LOOKS = 4;

  private final Process process;
  private final Path log;
  private final JsonNode ready;

  private LocalCloudProcess(Process process, Path log, JsonNode ready) {
    this.process = process;
    this.log = log;
    this.ready = ready;
  }

  /** Starts it with its data in a folder, or without any when it is null. */
  static LocalCloudProcess start(Path folder, String... more) {
    try {
      Path log = Files.createTempFile(folder, "up", ".log");
      List<String> arguments = new ArrayList<>(List.of("up", "--json", "--port", "0"));
      arguments.addAll(Arrays.asList(more));
      Process process = Millrace.start(log, arguments);
      BufferedReader out = process.inputReader();
      String json = out.readLine();
      if (json == null) {
        throw new AssertionError("up ended: " + Files.readString(log));
      }
      return new LocalCloudProcess(process, log, JSON.readTree(json));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  URI endpoint() {
    return URI.create(ready.get("endpoint").asText());
  }

  long readyAfterMillis() {
    return ready.get("elapsedMillis").asLong();
  }

  @Override
  public String stack() {
    return "millrace";
  }

  @Override
  public boolean can(Capability capability) {
    return switch (capability) {
      case BISECT, TUMBLING_WINDOW, CONTROL_PLANE -> true;
      // Lanes run at once as far as there are environments.
      case PARALLELIZATION -> Deployment.localEnvironments() > 1;
    };
  }

  @Override
  public String resource(String name) {
    return ready.get("resources").get(name).asText();
  }

  @Override
  public S3Client s3() {
    return configured(S3Client.builder().forcePathStyle(true)).build();
  }

  @Override
  public DynamoDbClient dynamoDb() {
    return configured(DynamoDbClient.builder()).build();
  }

  @Override
  public KinesisClient kinesis() {
    return configured(KinesisClient.builder()).build();
  }

  @Override
  public SqsClient sqs() {
    return configured(SqsClient.builder()).build();
  }

  @Override
  public LambdaClient lambda() {
    return configured(LambdaClient.builder()).build();
  }

  @Override
  public CloudFormationClient cloudFormation() {
    return configured(CloudFormationClient.builder()).build();
  }

  private <B extends AwsSyncClientBuilder<B, ?> & AwsClientBuilder<B, ?>> B configured(B builder) {
    return builder
        .endpointOverride(endpoint())
        .region(Region.US_EAST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(
                    ready.get("accessKeyId").asText(), ready.get("secretAccessKey").asText())))
        .httpClient(UrlConnectionHttpClient.create());
  }

  @Override
  public void awaitIdle() {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    int idle = 0;
    while (idle < LOOKS) {
      LockSupport.parkNanos(LOOK.toNanos());
      JsonNode status = status();
      idle = isIdle(status) ? idle + 1 : 0;
      if (System.nanoTime() > deadline) {
        throw new AssertionError("Still busy: " + status);
      }
    }
  }

  private JsonNode status() {
    try (InputStream in = endpoint().resolve("/_millrace/status").toURL().openStream()) {
      return JSON.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isIdle(JsonNode status) {
    for (JsonNode mapping : status.get("mappings")) {
      if (!mapping.get("caughtUp").asBoolean()) {
        return false;
      }
    }
    for (JsonNode queue : status.get("queues")) {
      boolean empty = queue.get("visible").asLong() + queue.get("inFlight").asLong() == 0;
      if (!empty && !queue.get("deadLetters").asBoolean()) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Millrace.Result millrace(String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--endpoint");
    all.add(endpoint().toString());
    return MillraceHere.run(all.toArray(String[]::new));
  }

  /** Deploys what stands already: a stack that does not change, by the deployer that made it. */
  @Override
  public DeployedCloud byApiAlone() {
    Set<Capability> can =
        Arrays.stream(Capability.values()).filter(this::can).collect(Collectors.toSet());
    return new DeployedCloud(
        Deployment.at(endpoint(), stack()),
        stack(),
        List.of("--endpoint", endpoint().toString()),
        can,
        QUIET,
        () -> {});
  }

  /** Stops it as Ctrl-C does and sees to it that no process of it stays. */
  @Override
  public void close() {
    List<ProcessHandle> family = process.descendants().toList();
    process.destroy();
    try {
      assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("up ended after SIGTERM").isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
    assertThat(family).as("processes that up started").noneMatch(ProcessHandle::isAlive);
  }

  @Override
  public String toString() {
    return "local cloud at " + endpoint() + ", log " + log;
  }
}
