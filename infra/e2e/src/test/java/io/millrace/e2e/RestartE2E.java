// SPDX-License-Identifier: Apache-2.0
package io.millrace.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.event.Synthetic;
import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A local cloud with {@code --data} goes on where it was. */
final class RestartE2E {

  private static final String ENRICH = "millrace-enrich";

  @TempDir private Path folder;

  @Test
  void everythingIsThereAfterARestart_withOtherSettings_andNothingCountsTwice() throws IOException {
    String data = folder.resolve("data").toString();
    try (Cloud cloud = LocalCloudProcess.start(folder, "--data", data)) {
      upload(cloud, "before");
      cloud.awaitIdle();
      assertThat(sources(cloud)).containsExactly("before");
    }
    String settings = folder.resolve("settings.json").toString();
    Files.writeString(
        Path.of(settings),
        "[{\"ParameterKey\": \"EnrichBatchSize\", \"ParameterValue\": \"250\"},"
            + " {\"ParameterKey\": \"UploadMaximumConcurrency\", \"ParameterValue\": \"3\"},"
            + " {\"ParameterKey\": \"EnrichMemoryMegabytes\", \"ParameterValue\": \"1536\"}]");
    try (Cloud cloud = LocalCloudProcess.start(folder, "--data", data, "--settings", settings)) {
      assertThat(sources(cloud)).containsExactly("before");
      assertSettingsArrived(cloud);
      deployOtherCode(cloud);
      upload(cloud, "after");
      cloud.awaitIdle();
      assertThat(sources(cloud)).containsExactlyInAnyOrder("before", "after");
      assertThat(cloud.millrace("verify", "--json").out()).contains("\"exact\":true");
    }
  }

  private static void assertSettingsArrived(Cloud cloud) {
    try (LambdaClient lambda = cloud.lambda()) {
      assertThat(
              lambda
                  .listEventSourceMappings(r -> r.functionName(ENRICH + ":live"))
                  .eventSourceMappings())
          .singleElement()
          .satisfies(mapping -> assertThat(mapping.batchSize()).isEqualTo(250));
      assertThat(
              lambda
                  .listEventSourceMappings(r -> r.functionName("millrace-upload:live"))
                  .eventSourceMappings())
          .singleElement()
          .satisfies(
              mapping -> assertThat(mapping.scalingConfig().maximumConcurrency()).isEqualTo(3));
      assertThat(lambda.getFunctionConfiguration(r -> r.functionName(ENRICH)).memorySize())
          .isEqualTo(1_536);
    }
  }

  /** As a build between two starts would: other jars under another prefix, the same template. */
  private static void deployOtherCode(Cloud cloud) {
    try (S3Client s3 = cloud.s3();
        LambdaClient lambda = cloud.lambda();
        CloudFormationClient formation = cloud.cloudFormation()) {
      Stack stack = formation.describeStacks().stacks().getFirst();
      String bucket = parameter(stack, "ArtifactsBucket");
      String prefix = parameter(stack, "ArtifactsPrefix");
      for (S3Object jar : s3.listObjectsV2(r -> r.bucket(bucket).prefix(prefix)).contents()) {
        if (!jar.key().endsWith(".jar")) { // the template, which stays
          continue;
        }
        byte[] code = s3.getObjectAsBytes(r -> r.bucket(bucket).key(jar.key())).asByteArray();
        s3.putObject(
            r -> r.bucket(bucket).key("other/" + jar.key().substring(prefix.length())),
            RequestBody.fromBytes(withComment(code)));
      }
      String before = lambda.getFunction(r -> r.functionName(ENRICH)).configuration().codeSha256();
      formation.updateStack(
          r ->
              r.stackName(stack.stackName())
                  .usePreviousTemplate(true)
                  .capabilities(Capability.CAPABILITY_NAMED_IAM)
                  .parameters(
                      kept("ArtifactsBucket"),
                      kept("PublishWindowSeconds"),
                      Parameter.builder()
                          .parameterKey("ArtifactsPrefix")
                          .parameterValue("other/")
                          .build()));
      while (formation.describeStacks().stacks().getFirst().stackStatus()
          == StackStatus.UPDATE_IN_PROGRESS) {
        Thread.onSpinWait();
      }
      assertThat(formation.describeStacks().stacks().getFirst().stackStatus())
          .isEqualTo(StackStatus.UPDATE_COMPLETE);
      assertThat(lambda.getFunction(r -> r.functionName(ENRICH)).configuration().codeSha256())
          .isNotEqualTo(before);
    }
  }

  private static String parameter(Stack stack, String name) {
    return stack.parameters().stream()
        .filter(parameter -> parameter.parameterKey().equals(name))
        .findFirst()
        .orElseThrow()
        .parameterValue();
  }

  private static Parameter kept(String name) {
    return Parameter.builder().parameterKey(name).usePreviousValue(true).build();
  }

  /** The same jar with other bytes: its end record names a comment of one character. */
  private static byte[] withComment(byte[] jar) {
    byte[] commented = Arrays.copyOf(jar, jar.length + 1);
    assertThat(jar[jar.length - 2] | jar[jar.length - 1]).as("no comment yet").isZero();
    commented[jar.length - 2] = 1;
    commented[jar.length] = '!';
    return commented;
  }

  /** Of what was uploaded; the record of the deployment hook tells of nothing that happened. */
  private static List<String> sources(Cloud cloud) {
    return Records.where(cloud, EventPart.class::isInstance).stream()
        .map((Part part) -> (EventPart) part)
        .filter(event -> !event.type().equals(Synthetic.TYPE))
        .map(EventPart::source)
        .toList();
  }

  private static void upload(Cloud cloud, String source) {
    String event =
        "{\"specversion\":\"1.0\",\"id\":\"1\",\"type\":\"t\",\"time\":\""
            + Instant.now()
            + "\",\"source\":\""
            + source
            + "\"}";
    try (S3Client s3 = cloud.s3()) {
      s3.putObject(
          r -> r.bucket(cloud.resource("uploadsBucket")).key(source + ".ndjson"),
          RequestBody.fromBytes(event.getBytes(UTF_8)));
    }
  }
}
