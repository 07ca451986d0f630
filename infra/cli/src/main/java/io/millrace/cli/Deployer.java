// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * Deploys the stack, to any cloud that speaks CloudFormation: jars into the artifacts bucket under
 * a prefix that names their content, then the template as it is committed.
 */
final class Deployer {

  /** CloudFormation answers "no such stack" and "nothing to update" with a general error. */
  static final int NO_SUCH_STACK_STATUS = 400;

  /** Largest template that may travel in the call itself. Source: CloudFormation quotas. */
  private static final int MAX_TEMPLATE_BODY_BYTES = 51_200;

  private static final String US_EAST_1 = "us-east-1";
  private static final int HASH_DIGITS = 16;
  private static final int PAUSES_PER_ELAPSED = 20;
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_DEPLOYMENT = Duration.ofMinutes(30);

  private final Clients clients;
  private final Consumer<String> progress;

  /**
   * @param progress is told what happens, in a few words
   */
  Deployer(Clients clients, Consumer<String> progress) {
    this.clients = clients;
    this.progress = progress;
  }

  /**
   * Creates the stack, or updates the one that stands, and waits until it is there.
   *
   * @param jars by the file names that the template knows
   * @param choices values of the template's parameters by name, those of the jars left out
   * @throws CommandException naming each resource that failed, and why
   */
  Resources deploy(
      String stack, String template, Map<String, Path> jars, Map<String, String> choices) {
    String account = account();
    String bucket = stack + "-artifacts-" + account + "-" + clients.region();
    String prefix = "millrace/" + hash(jars) + "/";
    try (S3Client s3 = clients.s3();
        CloudFormationClient cloudFormation = clients.cloudFormation()) {
      requireBucket(s3, bucket, account);
      jars.forEach((name, jar) -> upload(s3, bucket, prefix + name, jar));
      List<Parameter> parameters = new ArrayList<>();
      parameters.add(parameter("ArtifactsBucket", bucket));
      parameters.add(parameter("ArtifactsPrefix", prefix));
      choices.forEach((name, value) -> parameters.add(parameter(name, value)));
      Template source = Template.of(s3, bucket, prefix, template);
      Optional<Stack> standing = find(cloudFormation, stack);
      boolean changed;
      if (standing.isEmpty()) {
        progress.accept("creating stack " + stack);
        cloudFormation.createStack(
            r ->
                r.stackName(stack)
                    .templateBody(source.body)
                    .templateURL(source.url)
                    .parameters(parameters)
                    .capabilities(Capability.CAPABILITY_NAMED_IAM));
        changed = true;
      } else {
        progress.accept("updating stack " + stack);
        changed = update(cloudFormation, stack, source, parameters);
      }
      if (changed) {
        await(cloudFormation, stack);
      }
      return Resources.of(cloudFormation, stack, "the cloud just deployed to");
    }
  }

  /** Whether this is CloudFormation's way of saying that a stack does not exist. */
  static boolean saysNoSuchStack(CloudFormationException e) {
    return e.awsErrorDetails().errorMessage().contains("does not exist");
  }

  private String account() {
    try (var sts = clients.sts()) {
      return sts.getCallerIdentity().account();
    }
  }

  private void requireBucket(S3Client s3, String bucket, String account) {
    try {
      s3.headBucket(r -> r.bucket(bucket).expectedBucketOwner(account));
    } catch (NoSuchBucketException e) {
      progress.accept("creating bucket " + bucket);
      CreateBucketRequest.Builder create = CreateBucketRequest.builder().bucket(bucket);
      if (!clients.region().equals(US_EAST_1)) {
        // The region of the endpoint's name must not be named there, and must be elsewhere.
        create.createBucketConfiguration(c -> c.locationConstraint(clients.region()));
      }
      s3.createBucket(create.build());
    }
  }

  private void upload(S3Client s3, String bucket, String key, Path jar) {
    try {
      s3.headObject(r -> r.bucket(bucket).key(key));
    } catch (NoSuchKeyException e) {
      progress.accept("uploading " + key.substring(key.lastIndexOf('/') + 1));
      s3.putObject(r -> r.bucket(bucket).key(key), jar);
    }
  }

  private static boolean update(
      CloudFormationClient cloudFormation,
      String stack,
      Template source,
      List<Parameter> parameters) {
    try {
      cloudFormation.updateStack(
          r ->
              r.stackName(stack)
                  .templateBody(source.body)
                  .templateURL(source.url)
                  .parameters(parameters)
                  .capabilities(Capability.CAPABILITY_NAMED_IAM));
      return true;
    } catch (CloudFormationException e) {
      // The API has no error code of its own for this.
      if (e.awsErrorDetails().errorMessage().contains("No updates are to be performed")) {
        return false;
      }
      throw e;
    }
  }

  private void await(CloudFormationClient cloudFormation, String stack) {
    long start = System.nanoTime();
    Duration elapsed = Duration.ZERO;
    while (elapsed.compareTo(LONGEST_DEPLOYMENT) < 0) {
      Stack now =
          find(cloudFormation, stack)
              .orElseThrow(
                  () -> new CommandException("Stack " + stack + " vanished while it was deployed"));
      String status = now.stackStatusAsString();
      if (status.equals("CREATE_COMPLETE") || status.equals("UPDATE_COMPLETE")) {
        return;
      }
      if (!status.endsWith("_IN_PROGRESS")) {
        throw failed(cloudFormation, stack, status);
      }
      progress.accept("stack " + stack + " " + status);
      Pauses.pause(patience(elapsed));
      elapsed = Duration.ofNanos(System.nanoTime() - start);
    }
    throw new CommandException(
        "Stack " + stack + " is not there after " + LONGEST_DEPLOYMENT.toMinutes() + " minutes");
  }

  /**
   * A local stack takes seconds and one on AWS minutes: the longer it takes, the fewer the looks.
   */
  private static Duration patience(Duration elapsed) {
    Duration share = elapsed.dividedBy(PAUSES_PER_ELAPSED);
    return share.compareTo(SHORTEST_PAUSE) < 0
        ? SHORTEST_PAUSE
        : share.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : share;
  }

  private static CommandException failed(
      CloudFormationClient cloudFormation, String stack, String status) {
    String reasons =
        cloudFormation.describeStackEvents(r -> r.stackName(stack)).stackEvents().stream()
            .filter(event -> event.resourceStatusAsString().endsWith("_FAILED"))
            // What was cancelled because something else failed explains nothing.
            .filter(event -> !String.valueOf(event.resourceStatusReason()).contains("cancelled"))
            .map(Deployer::reason)
            .distinct()
            .collect(Collectors.joining("; "));
    return new CommandException("Stack " + stack + " is " + status + ": " + reasons);
  }

  private static String reason(StackEvent event) {
    return event.logicalResourceId()
        + " ("
        + event.resourceType()
        + "): "
        + event.resourceStatusReason();
  }

  private static Optional<Stack> find(CloudFormationClient cloudFormation, String stack) {
    try {
      return cloudFormation.describeStacks(r -> r.stackName(stack)).stacks().stream().findFirst();
    } catch (CloudFormationException e) {
      if (e.statusCode() == NO_SUCH_STACK_STATUS && saysNoSuchStack(e)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static Parameter parameter(String key, String value) {
    return Parameter.builder().parameterKey(key).parameterValue(value).build();
  }

  /** A name for the content of the jars: CloudFormation sees new code by its new key. */
  private static String hash(Map<String, Path> jars) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path jar : jars.values()) {
        try (InputStream in = new DigestInputStream(Files.newInputStream(jar), digest)) {
          in.transferTo(java.io.OutputStream.nullOutputStream());
        }
      }
      return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read a deployable", e);
    }
  }

  /** The template in the call where it fits, else in the bucket; the other one is null. */
  private record Template(
      @org.jspecify.annotations.Nullable String body,
      @org.jspecify.annotations.Nullable String url) {

    static Template of(S3Client s3, String bucket, String prefix, String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length <= MAX_TEMPLATE_BODY_BYTES) {
        return new Template(text, null);
      }
      String key = prefix + "millrace.template.json";
      s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromBytes(bytes));
      return new Template(
          null, s3.utilities().getUrl(r -> r.bucket(bucket).key(key)).toExternalForm());
    }
  }
}
