// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * A stack of every resource type but functions: created, refused, rolled back, and found again
 * after a restart.
 */
class StackIT {
  @TempDir(cleanup = CleanupMode.NEVER) // its files are open until the cloud is closed
  private Path directory;

  @Test
  void stack_isCreated_andFoundAgainAfterARestart_withAllThatWasInIt() throws IOException {
    String shard;
    String iteratorAt;
    try (LocalCloud cloud = start()) {
      CloudFormationClient formation = formation(cloud);
      Stack stack = create(formation, "mini", template());

      assertThat(stack.stackStatusAsString()).isEqualTo("CREATE_COMPLETE");
      Map<String, String> outputs =
          stack.outputs().stream()
              .collect(Collectors.toMap(Output::outputKey, Output::outputValue));
      assertThat(outputs)
          .containsEntry("Chosen", "by name")
          .containsEntry("QueueUrl", cloud.endpoint() + "/000000000000/mini-uploads");
      assertThat(cloud.status().withoutLocalEffect())
          .contains("Table.TimeToLiveSpecification", "QueuePolicy (AWS::SQS::QueuePolicy)");

      TestClouds.client(S3Client.builder(), cloud.endpoint())
          .putObject(
              b -> b.bucket("mini-uploads-000000000000").key("in/x"),
              RequestBody.fromString("hello"));
      TestClouds.client(DynamoDbClient.builder(), cloud.endpoint())
          .putItem(b -> b.tableName("mini-records").item(Map.of("id", AttributeValue.fromS("a"))));
      PutRecordResponse put =
          TestClouds.client(KinesisClient.builder(), cloud.endpoint())
              .putRecord(
                  b ->
                      b.streamName("mini-events")
                          .partitionKey("k")
                          .data(SdkBytes.fromUtf8String("kept")));
      shard = put.shardId();
      iteratorAt = put.sequenceNumber();
    }

    try (LocalCloud cloud = start()) {
      assertThat(
              formation(cloud)
                  .describeStacks(b -> b.stackName("mini"))
                  .stacks()
                  .getFirst()
                  .stackStatusAsString())
          .isEqualTo("CREATE_COMPLETE");
      assertThat(
              TestClouds.client(S3Client.builder(), cloud.endpoint())
                  .getObjectAsBytes(b -> b.bucket("mini-uploads-000000000000").key("in/x"))
                  .asUtf8String())
          .isEqualTo("hello");
      assertThat(
              TestClouds.client(DynamoDbClient.builder(), cloud.endpoint())
                  .getItem(
                      b -> b.tableName("mini-records").key(Map.of("id", AttributeValue.fromS("a"))))
                  .hasItem())
          .isTrue();
      KinesisClient kinesis = TestClouds.client(KinesisClient.builder(), cloud.endpoint());
      String iterator =
          kinesis
              .getShardIterator(
                  b ->
                      b.streamName("mini-events")
                          .shardId(shard)
                          .shardIteratorType("AT_SEQUENCE_NUMBER")
                          .startingSequenceNumber(iteratorAt))
              .shardIterator();
      assertThat(
              kinesis
                  .getRecords(b -> b.shardIterator(iterator))
                  .records()
                  .getFirst()
                  .data()
                  .asUtf8String())
          .isEqualTo("kept");
      // the test event and the upload's notification, which nobody received before the restart
      assertThat(cloud.status().queues())
          .contains(new LocalStatus.Queue("mini-uploads", 2, 0, false));
      SqsClient sqs = TestClouds.client(SqsClient.builder(), cloud.endpoint());
      assertThat(sqs.getQueueUrl(b -> b.queueName("mini-uploads")).queueUrl())
          .isEqualTo(cloud.endpoint() + "/000000000000/mini-uploads");
    }
  }

  @Test
  void whatCannotBeMade_isRefusedBeforehand_orRolledBackWithItsReason() {
    LocalCloudConfig config = TestClouds.config(directory.resolve("work"), Optional.empty());
    try (LocalCloud cloud = LocalCloud.start(config)) {
      CloudFormationClient formation = formation(cloud);
      assertThatThrownBy(
              () -> create(formation, "no", "{\"Resources\":{\"V\":{\"Type\":\"AWS::EC2::VPC\"}}}"))
          .isInstanceOf(CloudFormationException.class)
          .hasMessageContaining("Unrecognized resource types: [AWS::EC2::VPC]");

      String secondFails =
          "{\"Resources\":{\"A\":{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{\"QueueName\":\"first\"}},"
              + "\"B\":{\"Type\":\"AWS::SQS::Queue\",\"DependsOn\":\"A\",\"Properties\":{\"QueueName\":\"first\"}}}}";
      assertThat(create(formation, "twice", secondFails).stackStatusAsString())
          .isEqualTo("ROLLBACK_COMPLETE");
      assertThat(formation.describeStackEvents(b -> b.stackName("twice")).stackEvents())
          .filteredOn(event -> event.resourceStatusAsString().equals("CREATE_FAILED"))
          .extracting(StackEvent::logicalResourceId, StackEvent::resourceStatusReason)
          .containsExactly(tuple("B", "first already exists"));
      assertThat(cloud.status().queues()).isEmpty();
      assertThat(formation.describeStackResources(b -> b.stackName("twice")).stackResources())
          .extracting(StackResource::resourceStatusAsString)
          .contains("DELETE_COMPLETE");

      String oneQueue = "{\"Resources\":{\"A\":{\"Type\":\"AWS::SQS::Queue\"}}}";
      assertThat(create(formation, "short", oneQueue).stackStatusAsString())
          .isEqualTo("CREATE_COMPLETE");
      assertThat(cloud.status().queues()).hasSize(1);
      formation.deleteStack(b -> b.stackName("short"));
      awaitGone(formation, "short");
      assertThat(cloud.status().queues()).isEmpty();
    }
  }

  @Test
  void anUpdate_changesAndAddsAndRemoves_orLeavesEverythingAsItWas() {
    LocalCloudConfig config = TestClouds.config(directory.resolve("work"), Optional.empty());
    try (LocalCloud cloud = LocalCloud.start(config)) {
      CloudFormationClient formation = formation(cloud);
      create(formation, "living", template("A", "B"));
      assertThat(queues(cloud)).containsExactly("living-A-first", "living-B-first");

      assertThatThrownBy(() -> update(formation, template("A", "B"), "first"))
          .hasMessageContaining("No updates are to be performed.");

      // a longer one than may travel in the request
      String longTemplate = template("B", "C") + " ".repeat(51_200);
      assertThatThrownBy(() -> update(formation, longTemplate, "first"))
          .hasMessageContaining("length less than or equal to 51200");
      S3Client s3 = TestClouds.client(S3Client.builder().forcePathStyle(true), cloud.endpoint());
      s3.createBucket(b -> b.bucket("templates"));
      s3.putObject(b -> b.bucket("templates").key("t.json"), RequestBody.fromString(longTemplate));
      formation.updateStack(
          b ->
              b.stackName("living")
                  .templateURL(cloud.endpoint() + "/templates/t.json")
                  .parameters(
                      Parameter.builder().parameterKey("Suffix").usePreviousValue(true).build()));
      assertThat(settled(formation, "living").stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
      assertThat(queues(cloud)).containsExactly("living-B-first", "living-C-first");

      // another name is another queue, which would lose what waits in the one that stands
      assertThat(update(formation, template("B", "C", "D"), "second").stackStatusAsString())
          .isEqualTo("UPDATE_ROLLBACK_COMPLETE");
      assertThat(queues(cloud)).containsExactly("living-B-first", "living-C-first");
      assertThat(formation.describeStackEvents(b -> b.stackName("living")).stackEvents())
          .filteredOn(event -> event.resourceStatusAsString().equals("UPDATE_FAILED"))
          .isNotEmpty()
          .allMatch(event -> event.resourceStatusReason().contains("create it anew"));
      assertThat(stack(formation, "living").parameters().getFirst().parameterValue())
          .isEqualTo("first");
    }
  }

  private static String template(String... queues) {
    return Stream.of(queues)
        .map(
            name ->
                "\""
                    + name
                    + "\":{\"Type\":\"AWS::SQS::Queue\",\"Properties\":{\"QueueName\":{\"Fn::Sub\":"
                    + "\"living-"
                    + name
                    + "-${Suffix}\"}}}")
        .collect(
            Collectors.joining(
                ",",
                "{\"Parameters\":{\"Suffix\":{\"Type\":\"String\",\"Default\":\"first\"}},\"Resources\":{",
                "}}"));
  }

  private static List<String> queues(LocalCloud cloud) {
    return cloud.status().queues().stream().map(LocalStatus.Queue::name).toList();
  }

  private static Stack update(CloudFormationClient formation, String template, String suffix) {
    formation.updateStack(
        b ->
            b.stackName("living")
                .templateBody(template)
                .parameters(
                    Parameter.builder().parameterKey("Suffix").parameterValue(suffix).build()));
    return settled(formation, "living");
  }

  private LocalCloud start() {
    return LocalCloud.start(
        TestClouds.config(directory.resolve("work"), Optional.of(directory.resolve("data"))));
  }

  private static CloudFormationClient formation(LocalCloud cloud) {
    return TestClouds.client(CloudFormationClient.builder(), cloud.endpoint());
  }

  private static Stack create(CloudFormationClient formation, String name, String template) {
    formation.createStack(b -> b.stackName(name).templateBody(template));
    return settled(formation, name);
  }

  private static Stack settled(CloudFormationClient formation, String name) {
    // a waiter of the SDK polls every 30 s; the stack is there in one or two
    Stack stack = stack(formation, name);
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (stack.stackStatusAsString().endsWith("_IN_PROGRESS") && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      stack = stack(formation, name);
    }
    return stack;
  }

  private static void awaitGone(CloudFormationClient formation, String name) {
    long deadline = System.nanoTime() + 60_000_000_000L;
    while (System.nanoTime() < deadline) {
      if (formation.describeStacks().stacks().stream().noneMatch(s -> s.stackName().equals(name))) {
        return;
      }
    }
    throw new AssertionError(name + " is still there");
  }

  private static Stack stack(CloudFormationClient formation, String name) {
    return formation.describeStacks(b -> b.stackName(name)).stacks().getFirst();
  }

  private static String template() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            StackIT.class.getResourceAsStream("/cloudformation/mini.template.json"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
