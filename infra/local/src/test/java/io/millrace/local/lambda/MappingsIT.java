// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.local.LocalCloud;
import io.millrace.local.LocalCloudConfig;
import io.millrace.local.LocalStatus;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.function.CountingFunction;
import io.millrace.local.lambda.mapping.TestClients;
import io.millrace.local.lambda.mapping.TestTables;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.CreateEventSourceMappingRequest;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.EventSourcePosition;
import software.amazon.awssdk.services.lambda.model.FunctionResponseType;
import software.amazon.awssdk.services.lambda.model.ResourceConflictException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.Runtime;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * Sources of every kind, real engines, real processes: what is put in comes out at the function.
 */
class MappingsIT {
  private static final Path DYNAMODB = Path.of("..", "engines", "dynamodb-local", "target", "lib");

  @TempDir private static Path directory;
  private static LocalCloud cloud;
  private static LambdaClient lambda;
  private static KinesisClient kinesis;
  private static DynamoDbClient dynamo;
  private static SqsClient sqs;
  private static S3Client s3;

  @BeforeAll
  static void start() {
    cloud =
        LocalCloud.start(
            new LocalCloudConfig(
                0,
                Optional.empty(),
                directory.resolve("work"),
                Optional.of(DYNAMODB),
                Optional.empty(),
                Path.of(System.getProperty("java.home")),
                2));
    URI endpoint = cloud.endpoint();
    lambda = TestClients.to(endpoint, LambdaClient.builder());
    kinesis = TestClients.to(endpoint, KinesisClient.builder());
    dynamo = TestClients.to(endpoint, DynamoDbClient.builder());
    sqs = TestClients.to(endpoint, SqsClient.builder());
    s3 = TestClients.to(endpoint, S3Client.builder().forcePathStyle(true));
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  private static void createFunction(String name, Map<String, String> variables) {
    lambda.createFunction(
        request ->
            request
                .functionName(name)
                .role("arn:aws:iam::000000000000:role/any")
                .handler(CountingFunction.class.getName())
                .runtime(Runtime.fromValue("java25"))
                .memorySize(256)
                .timeout(10)
                .environment(environment -> environment.variables(variables))
                .code(
                    code ->
                        code.zipFile(
                            SdkBytes.fromByteArray(FunctionJars.of(CountingFunction.class)))));
  }

  private static String map(
      String function, String source, Consumer<CreateEventSourceMappingRequest.Builder> more) {
    return lambda
        .createEventSourceMapping(
            request -> {
              request.functionName(function).eventSourceArn(source);
              more.accept(request);
            })
        .uuid();
  }

  private static MappingStatus status(String uuid) {
    LocalStatus status = cloud.status();
    return status.mappings().stream()
        .filter(one -> one.uuid().equals(uuid))
        .findFirst()
        .orElseThrow();
  }

  private static MappingStatus caughtUp(String uuid, long records) {
    Waiting.until(
        records + " records done and caught up",
        () -> status(uuid).records() >= records && status(uuid).caughtUp());
    return status(uuid);
  }

  private static String stream(String name, int shards) {
    kinesis.createStream(request -> request.streamName(name).shardCount(shards));
    kinesis.waiter().waitUntilStreamExists(request -> request.streamName(name));
    return "arn:aws:kinesis:us-east-1:000000000000:stream/" + name;
  }

  private static void put(String stream, int count) {
    List<PutRecordsRequestEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          PutRecordsRequestEntry.builder()
              .partitionKey("key-" + i)
              .data(SdkBytes.fromString("event " + i, StandardCharsets.UTF_8))
              .build());
    }
    assertThat(
            kinesis
                .putRecords(request -> request.streamName(stream).records(entries))
                .failedRecordCount())
        .isZero();
  }

  @Test
  void kinesis_everyRecordOfEveryShardArrives() {
    String arn = stream("all", 3);
    put("all", 300);
    createFunction("all", Map.of());

    String uuid =
        map(
            "all",
            arn,
            request -> request.startingPosition(EventSourcePosition.TRIM_HORIZON).batchSize(50));

    MappingStatus status = caughtUp(uuid, 300);
    assertThat(status.records()).isEqualTo(300);
    assertThat(status.failedBatches()).isZero();
    assertThat(status.iteratorAge().count()).isEqualTo(status.batches());
    assertThat(status.lastResult()).isEqualTo("OK");
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "DestinationConfig.OnFailure S3",
      page = "kinesis-on-failure-destination",
      says = "What is given up stands in the bucket.")
  void poisonousRecord_goesToTheBucketWithItsPayload_theOthersArrive() {
    String arn = stream("poisoned", 1);
    s3.createBucket(request -> request.bucket("failures"));
    put("poisoned", 20);
    createFunction("poisoned", Map.of("POISON", "key-7"));

    String uuid =
        map(
            "poisoned",
            arn,
            request ->
                request
                    .startingPosition(EventSourcePosition.TRIM_HORIZON)
                    .bisectBatchOnFunctionError(true)
                    .maximumRetryAttempts(1)
                    .destinationConfig(
                        config ->
                            config.onFailure(
                                failure -> failure.destination("arn:aws:s3:::failures"))));

    MappingStatus status = caughtUp(uuid, 19);
    assertThat(status.records()).isEqualTo(19);
    assertThat(status.discardedRecords()).isEqualTo(1);
    String key =
        s3.listObjectsV2(request -> request.bucket("failures")).contents().getFirst().key();
    assertThat(key).startsWith("aws/lambda/" + uuid + "/shardId-000000000000/");
    assertThat(s3.getObjectAsBytes(request -> request.bucket("failures").key(key)).asUtf8String())
        .contains("RetryAttemptsExhausted", "\\\"partitionKey\\\":\\\"key-7\\\"");
  }

  @Test
  void queue_everyMessageArrives_andIsDeleted() {
    String url = sqs.createQueue(request -> request.queueName("jobs")).queueUrl();
    String arn = "arn:aws:sqs:us-east-1:000000000000:jobs";
    for (int i = 0; i < 30; i++) {
      String body = "job " + i;
      sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
    }
    createFunction("jobs", Map.of());

    String uuid =
        map(
            "jobs",
            arn,
            request ->
                request.functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));

    assertThat(caughtUp(uuid, 30).records()).isEqualTo(30);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "DynamoDB Streams",
      page = "with-ddb",
      says = "Every change arrives, in the order of its item.")
  void dynamoStream_withATumblingWindow_everyChangeArrives() {
    String arn = TestTables.create(dynamo, "changes");
    createFunction("changes", Map.of());
    String uuid =
        map(
            "changes",
            arn,
            request ->
                request
                    .startingPosition(EventSourcePosition.TRIM_HORIZON)
                    .batchSize(1_000)
                    .maximumBatchingWindowInSeconds(1)
                    .tumblingWindowInSeconds(60)
                    .functionResponseTypes(FunctionResponseType.REPORT_BATCH_ITEM_FAILURES));
    for (int i = 0; i < 40; i++) {
      Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("item-" + i));
      dynamo.putItem(request -> request.tableName("changes").item(item));
    }

    MappingStatus status = caughtUp(uuid, 40);

    assertThat(status.records()).isEqualTo(40);
    assertThat(status.iteratorAge().max())
        .as("from the true time of the write, not the minute DynamoDB Local knows")
        .isLessThan(Duration.ofSeconds(20).toMillis());
  }

  @Test
  @Rule(
      of = Subject.API,
      property = "State",
      page = "API_GetEventSourceMapping",
      says =
          "Creating, Enabling, Enabled, Disabling, Disabled, Updating and Deleting follow the requests.")
  void mapping_hasAStateThatFollowsItsRequests() {
    String arn = stream("states", 1);
    createFunction("states", Map.of());
    String uuid =
        map("states", arn, request -> request.startingPosition(EventSourcePosition.LATEST));
    await(uuid, "Enabled");

    assertThatThrownBy(
            () ->
                map("states", arn, request -> request.startingPosition(EventSourcePosition.LATEST)))
        .isInstanceOf(ResourceConflictException.class)
        .hasMessageContaining(uuid);
    lambda.updateEventSourceMapping(request -> request.uuid(uuid).enabled(false));
    await(uuid, "Disabled");
    lambda.updateEventSourceMapping(request -> request.uuid(uuid).enabled(true).batchSize(7));
    await(uuid, "Enabled");

    EventSourceMappingConfiguration mapping =
        lambda
            .listEventSourceMappings(request -> request.functionName("states"))
            .eventSourceMappings()
            .getFirst();
    assertThat(mapping.batchSize()).isEqualTo(7);
    assertThat(mapping.eventSourceArn()).isEqualTo(arn);
    assertThat(mapping.startingPosition()).isEqualTo(EventSourcePosition.LATEST);

    lambda.deleteEventSourceMapping(request -> request.uuid(uuid));
    Waiting.until(
        "deleted",
        () -> cloud.status().mappings().stream().noneMatch(one -> one.uuid().equals(uuid)));
    assertThatThrownBy(() -> lambda.getEventSourceMapping(request -> request.uuid(uuid)))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static void await(String uuid, String state) {
    Waiting.until(
        state,
        () -> lambda.getEventSourceMapping(request -> request.uuid(uuid)).state().equals(state));
  }
}
