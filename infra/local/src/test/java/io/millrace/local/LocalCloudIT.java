// SPDX-License-Identifier: Apache-2.0
package io.millrace.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.ResourceNotFoundException;
import software.amazon.awssdk.services.kinesis.model.StreamMode;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.Event;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sts.StsClient;

/** Every service but Lambda, through the gateway, as the SDK calls it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("unchecked") // the SDK's builders take their lambdas as varargs of a generic type
class LocalCloudIT {
  private static final int PART = 5 * 1024 * 1024;

  @TempDir(cleanup = CleanupMode.NEVER) // its files are open until the cloud is closed
  private static Path workDir;

  private final ObjectMapper json = new ObjectMapper();
  private LocalCloud cloud;
  private S3Client s3;
  private SqsClient sqs;

  @BeforeAll
  void start() {
    cloud = LocalCloud.start(TestClouds.config(workDir, Optional.empty()));
    s3 = TestClouds.client(S3Client.builder(), cloud.endpoint());
    sqs = TestClouds.client(SqsClient.builder(), cloud.endpoint());
  }

  @AfterAll
  void close() {
    cloud.close();
  }

  @Test
  @Rule(
      of = Subject.S3,
      property = "Event types",
      page = "s3:notification-how-to-event-types-and-destinations",
      says =
          "Put, Copy, CompleteMultipartUpload and Delete, also of several keys at once, each raise their event.")
  void uploadsOfEveryKind_areToldToTheQueueOfTheBucket() throws IOException {
    String url = sqs.createQueue(b -> b.queueName("told")).queueUrl();
    s3.createBucket(b -> b.bucket("telling"));
    notifyQueue("telling", "told");
    byte[] large = new byte[PART + 1_000];
    new Random(1).nextBytes(large);

    s3.putObject(b -> b.bucket("telling").key("in/a b.jpg"), RequestBody.fromString("hello"));
    multipart("telling", "in/large", large);
    s3.copyObject(
        b ->
            b.sourceBucket("telling")
                .sourceKey("in/a b.jpg")
                .destinationBucket("telling")
                .destinationKey("in/copy"));
    s3.putObject(b -> b.bucket("telling").key("out/unseen"), RequestBody.fromString("x"));
    s3.deleteObjects(
        b -> b.bucket("telling").delete(d -> d.objects(object("in/copy"), object("out/unseen"))));

    List<JsonNode> messages = receiveJson(url, 5);
    assertThat(messages.getFirst().path("Event").asText()).isEqualTo("s3:TestEvent");
    assertThat(messages.stream().skip(1).map(m -> m.at("/Records/0/eventName").asText()))
        .containsExactlyInAnyOrder(
            "ObjectCreated:Put",
            "ObjectCreated:CompleteMultipartUpload",
            "ObjectCreated:Copy",
            "ObjectRemoved:Delete");
    assertThat(s3Object(messages, "ObjectCreated:Put").path("key").asText())
        .isEqualTo("in/a+b.jpg");
    assertThat(s3Object(messages, "ObjectCreated:Put").path("size").asLong()).isEqualTo(5);
    assertThat(s3Object(messages, "ObjectCreated:CompleteMultipartUpload").path("size").asLong())
        .isEqualTo(large.length);
    assertThat(s3Object(messages, "ObjectCreated:Copy").path("eTag").asText())
        .isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(s3.getObjectAsBytes(b -> b.bucket("telling").key("in/large")).asByteArray())
        .isEqualTo(large);
  }

  @Test
  void bucket_isReachedByVirtualHost_andKeepsSettingsWithoutEffect() throws IOException {
    s3.createBucket(b -> b.bucket("hosted"));
    s3.putObject(b -> b.bucket("hosted").key("a b/c+d.txt"), RequestBody.fromString("hello"));

    // over a plain socket: not every resolver knows *.localhost, and the HTTP client sets Host
    // itself
    String answer;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), cloud.endpoint().getPort())) {
      String request =
          "GET "
              + presigned("hosted", "a b/c+d.txt").getFile()
              + " HTTP/1.1\r\nHost: hosted.localhost:1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\nhello");

    assertThatThrownBy(() -> s3.getBucketPolicy(b -> b.bucket("hosted")))
        .isInstanceOfSatisfying(
            S3Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NoSuchBucketPolicy"));
    s3.putBucketPolicy(b -> b.bucket("hosted").policy("{\"Version\":\"2012-10-17\"}"));
    assertThat(s3.getBucketPolicy(b -> b.bucket("hosted")).policy()).contains("2012-10-17");
  }

  @Test
  void messageThatIsReceivedTooOften_goesToTheDeadLetterQueue_andComesBack() {
    String dead = sqs.createQueue(b -> b.queueName("dead")).queueUrl();
    String deadArn = "arn:aws:sqs:us-east-1:000000000000:dead";
    String policy = "{\"deadLetterTargetArn\":\"" + deadArn + "\",\"maxReceiveCount\":1}";
    String alive =
        sqs.createQueue(
                b ->
                    b.queueName("alive")
                        .attributes(Map.of(QueueAttributeName.REDRIVE_POLICY, policy)))
            .queueUrl();
    assertThat(alive).isEqualTo(cloud.endpoint() + "/000000000000/alive");
    sqs.sendMessage(b -> b.queueUrl(alive).messageBody("poison"));

    Message received = receive(alive, 1).getFirst();
    sqs.changeMessageVisibility(
        b -> b.queueUrl(alive).receiptHandle(received.receiptHandle()).visibilityTimeout(0));
    assertThat(sqs.receiveMessage(b -> b.queueUrl(alive)).messages()).isEmpty();
    assertThat(cloud.status().queues())
        .contains(
            new LocalStatus.Queue("dead", 1, 0, true), new LocalStatus.Queue("alive", 0, 0, false));

    sqs.startMessageMoveTask(b -> b.sourceArn(deadArn));
    assertThat(receive(alive, 1).getFirst().body()).isEqualTo("poison");
    sqs.purgeQueue(b -> b.queueUrl(alive));
    assertThat(sqs.receiveMessage(b -> b.queueUrl(dead)).messages()).isEmpty();
  }

  @Test
  void tableWithAStream_emitsOneRecordPerChange_andNoneForAWriteThatChangesNothing() {
    DynamoDbClient dynamoDb = TestClouds.client(DynamoDbClient.builder(), cloud.endpoint());
    DynamoDbStreamsClient streams =
        TestClouds.client(DynamoDbStreamsClient.builder(), cloud.endpoint());
    String streamArn =
        dynamoDb
            .createTable(
                b ->
                    b.tableName("records")
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .keySchema(k -> k.attributeName("id").keyType(KeyType.HASH))
                        .attributeDefinitions(
                            a -> a.attributeName("id").attributeType(ScalarAttributeType.S))
                        .streamSpecification(
                            v ->
                                v.streamEnabled(true)
                                    .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
            .tableDescription()
            .latestStreamArn();
    for (String value : List.of("1", "1", "2")) {
      dynamoDb.putItem(
          b ->
              b.tableName("records")
                  .item(Map.of("id", AttributeValue.fromS("a"), "n", AttributeValue.fromN(value))));
    }

    String shard =
        streams
            .describeStream(b -> b.streamArn(streamArn))
            .streamDescription()
            .shards()
            .getFirst()
            .shardId();
    String iterator =
        streams
            .getShardIterator(
                b ->
                    b.streamArn(streamArn)
                        .shardId(shard)
                        .shardIteratorType(ShardIteratorType.TRIM_HORIZON))
            .shardIterator();
    List<Record> read = streams.getRecords(b -> b.shardIterator(iterator)).records();
    assertThat(read).extracting(Record::eventNameAsString).containsExactly("INSERT", "MODIFY");
  }

  @Test
  void kinesis_servesTheSdk_whichSpeaksCbor() {
    KinesisClient kinesis = TestClouds.client(KinesisClient.builder(), cloud.endpoint());
    kinesis.createStream(
        b -> b.streamName("events").streamModeDetails(m -> m.streamMode(StreamMode.ON_DEMAND)));
    PutRecordsResponse put =
        kinesis.putRecords(
            b ->
                b.streamName("events")
                    .records(
                        e -> e.partitionKey("a").data(SdkBytes.fromUtf8String("one")),
                        e -> e.partitionKey("a").data(SdkBytes.fromUtf8String("two"))));
    assertThat(put.failedRecordCount()).isZero();
    String shard = put.records().getFirst().shardId();
    String iterator =
        kinesis
            .getShardIterator(
                b -> b.streamName("events").shardId(shard).shardIteratorType("TRIM_HORIZON"))
            .shardIterator();

    var read = kinesis.getRecords(b -> b.shardIterator(iterator));
    assertThat(read.records())
        .extracting(r -> r.data().asUtf8String())
        .containsExactly("one", "two");
    assertThat(read.records().getFirst().approximateArrivalTimestamp()).isNotNull();
    assertThat(
            kinesis
                .describeStreamSummary(b -> b.streamName("events"))
                .streamDescriptionSummary()
                .openShardCount())
        .isEqualTo(4);
    assertThatThrownBy(() -> kinesis.describeStreamSummary(b -> b.streamName("none")))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("Stream none under account 000000000000 not found");
  }

  @Test
  void eventsOnABus_areShownByTheStatus() throws Exception {
    EventBridgeClient events = TestClouds.client(EventBridgeClient.builder(), cloud.endpoint());
    events.createEventBus(b -> b.name("photos"));
    events.putEvents(
        b ->
            b.entries(
                e ->
                    e.eventBusName("photos")
                        .source("millrace")
                        .detailType("photo ready")
                        .detail("{\"id\":\"x\"}")));

    JsonNode status =
        json.readTree(
            HttpClient.newHttpClient()
                .send(
                    HttpRequest.newBuilder(cloud.endpoint().resolve("/_millrace/status")).build(),
                    HttpResponse.BodyHandlers.ofString())
                .body());
    assertThat(status.at("/photoEvents/0/eventBus").asText()).isEqualTo("photos");
    assertThat(status.at("/photoEvents/0/event/detail/id").asText()).isEqualTo("x");
  }

  @Test
  void callerIdentity_isTheLocalAccount() {
    StsClient sts = TestClouds.client(StsClient.builder(), cloud.endpoint());

    assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
  }

  @Test
  void portThatIsTaken_isNamedInOneLine_withTheWayOut() {
    int port = cloud.endpoint().getPort();
    LocalCloudConfig config = TestClouds.config(workDir.resolve("second"), Optional.empty());
    LocalCloudConfig samePort =
        new LocalCloudConfig(
            port,
            config.dataDir(),
            config.workDir(),
            config.dynamoDbLib(),
            config.dynamoDbEndpoint(),
            config.javaHome(),
            1);

    assertThatThrownBy(() -> LocalCloud.start(samePort).close())
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContainingAll("port " + port, "--port")
        .message()
        .hasLineCount(1);
  }

  @Test
  void directoryOfAnotherCloud_isRefused() {
    assertThatThrownBy(() -> LocalCloud.start(TestClouds.config(workDir, Optional.empty())).close())
        .isInstanceOf(LocalCloudException.class)
        .hasMessageContaining("used by another local cloud");
  }

  private void notifyQueue(String bucket, String queue) {
    s3.putBucketNotificationConfiguration(
        b ->
            b.bucket(bucket)
                .notificationConfiguration(
                    n ->
                        n.queueConfigurations(
                            q ->
                                q.queueArn("arn:aws:sqs:us-east-1:000000000000:" + queue)
                                    .events(Event.S3_OBJECT_CREATED, Event.S3_OBJECT_REMOVED)
                                    .filter(
                                        f ->
                                            f.key(
                                                k ->
                                                    k.filterRules(
                                                        r -> r.name("prefix").value("in/")))))));
  }

  private void multipart(String bucket, String key, byte[] content) {
    String upload = s3.createMultipartUpload(b -> b.bucket(bucket).key(key)).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int at = 0; at < content.length; at += PART) {
      int number = parts.size() + 1;
      byte[] part = Arrays.copyOfRange(content, at, Math.min(at + PART, content.length));
      String eTag =
          s3.uploadPart(
                  b -> b.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                  RequestBody.fromBytes(part))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(eTag).build());
    }
    s3.completeMultipartUpload(
        b -> b.bucket(bucket).key(key).uploadId(upload).multipartUpload(m -> m.parts(parts)));
  }

  private List<JsonNode> receiveJson(String url, int count) throws IOException {
    List<JsonNode> messages = new ArrayList<>();
    for (Message message : receive(url, count)) {
      messages.add(json.readTree(message.body()));
    }
    return messages;
  }

  private List<Message> receive(String url, int count) {
    List<Message> messages = new ArrayList<>();
    int polls = 0;
    while (messages.size() < count && polls++ < 10) {
      messages.addAll(
          sqs.receiveMessage(b -> b.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(2))
              .messages());
    }
    assertThat(messages).hasSize(count);
    return messages;
  }

  private static JsonNode s3Object(List<JsonNode> messages, String event) {
    return messages.stream()
        .filter(m -> m.at("/Records/0/eventName").asText().equals(event))
        .findFirst()
        .orElseThrow()
        .at("/Records/0/s3/object");
  }

  /** A URL as a browser gets it, for a host that names the bucket. */
  private static URL presigned(String bucket, String key) {
    try (S3Presigner presigner =
        S3Presigner.builder()
            .endpointOverride(URI.create("http://localhost:1"))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create("millrace", "millrace-local")))
            .build()) {
      return presigner
          .presignGetObject(
              b ->
                  b.signatureDuration(Duration.ofMinutes(1))
                      .getObjectRequest(r -> r.bucket(bucket).key(key)))
          .url();
    }
  }

  private static ObjectIdentifier object(String key) {
    return ObjectIdentifier.builder().key(key).build();
  }
}
