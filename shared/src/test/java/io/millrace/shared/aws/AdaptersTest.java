// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.record.EventPart;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** The adapters against services that do only part of what they are asked. */
final class AdaptersTest {

  private final Backoff backoff =
      new Backoff(8, Duration.ofMillis(1), Duration.ofMillis(2), new Random(7), wait -> {});

  /** Takes every other entry of a call, and keeps within the documented limits of one call. */
  private static final class HalfKinesis implements KinesisClient {
    final List<String> taken = new ArrayList<>();
    final List<Integer> calls = new ArrayList<>();

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
      assertThat(request.records()).hasSizeBetween(1, 500);
      assertThat(request.records().stream().mapToInt(r -> r.data().asByteArray().length).sum())
          .isLessThanOrEqualTo(5 * 1024 * 1024);
      calls.add(request.records().size());
      List<PutRecordsResultEntry> results = new ArrayList<>();
      for (int i = 0; i < request.records().size(); i++) {
        PutRecordsRequestEntry entry = request.records().get(i);
        boolean take = i % 2 == 0;
        if (take) {
          taken.add(entry.data().asUtf8String());
        }
        results.add(
            take
                ? PutRecordsResultEntry.builder().sequenceNumber("1").shardId("s").build()
                : PutRecordsResultEntry.builder()
                    .errorCode("ProvisionedThroughputExceededException")
                    .build());
      }
      return PutRecordsResponse.builder().failedRecordCount(1).records(results).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  @Test
  void putRecords_resendsOnlyTheEntriesThatFailed() {
    HalfKinesis kinesis = new HalfKinesis();
    List<byte[]> records = IntStream.range(0, 10).mapToObj(i -> ("r" + i).getBytes(UTF_8)).toList();
    new KinesisEventStream(kinesis, "events", backoff).append(records);

    assertThat(kinesis.taken).doesNotHaveDuplicates().hasSize(10);
    assertThat(kinesis.calls).containsExactly(10, 5, 2, 1);
  }

  @Test
  void putRecords_isCutAtTheLimitsOfACall() {
    HalfKinesis kinesis = new HalfKinesis();
    List<byte[]> records = IntStream.range(0, 12).mapToObj(i -> new byte[1 << 19]).toList();
    new KinesisEventStream(kinesis, "events", backoff).append(records);
    assertThat(kinesis.taken).hasSize(12);
  }

  @Test
  void putRecords_thatNeverTakesAll_isUnavailable() {
    Backoff once =
        new Backoff(1, Duration.ofMillis(1), Duration.ofMillis(1), new Random(7), wait -> {});
    assertThatThrownBy(
            () ->
                new KinesisEventStream(new HalfKinesis(), "events", once)
                    .append(List.of(new byte[1], new byte[1])))
        .isInstanceOf(UnavailableException.class);
  }

  /** Leaves the last write of every call unprocessed. */
  private static final class SlowDynamo implements SdkHttpClient {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    final List<String> written = Collections.synchronizedList(new ArrayList<>());

    DynamoDbClient client() {
      return DynamoDbClient.builder()
          .httpClient(this)
          .region(Region.EU_CENTRAL_1)
          .credentialsProvider(
              StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret")))
          .build();
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
      return new ExecutableHttpRequest() {
        @Override
        public HttpExecuteResponse call() throws IOException {
          byte[] body = request.contentStreamProvider().orElseThrow().newStream().readAllBytes();
          assertThat(request.httpRequest().firstMatchingHeader("Content-Length"))
              .hasValue(Integer.toString(body.length));
          return HttpExecuteResponse.builder()
              .response(SdkHttpResponse.builder().statusCode(200).build())
              .responseBody(
                  AbortableInputStream.create(
                      new ByteArrayInputStream(MAPPER.writeValueAsBytes(answer(body)))))
              .build();
        }

        @Override
        public void abort() {}
      };
    }

    private ObjectNode answer(byte[] body) throws IOException {
      ArrayNode writes = (ArrayNode) MAPPER.readTree(body).at("/RequestItems/records");
      assertThat(writes.size()).isBetween(1, 25);
      ObjectNode answer = MAPPER.createObjectNode();
      if (writes.size() > 1) {
        JsonNode last = writes.remove(writes.size() - 1);
        answer.putObject("UnprocessedItems").putArray("records").add(last);
      }
      writes.forEach(w -> written.add(w.at("/PutRequest/Item/id/S").asText()));
      return answer;
    }

    @Override
    public void close() {}
  }

  @Test
  void batchWrite_goesOnWithUnprocessedItems_andNamesNoKeyTwice() {
    SlowDynamo dynamo = new SlowDynamo();
    List<EventPart> parts = IntStream.range(0, 60).mapToObj(i -> part("id" + i % 55)).toList();
    new DynamoRecordStore(dynamo.client(), "records", backoff).accept(parts);
    assertThat(dynamo.written).hasSize(55).doesNotHaveDuplicates();
  }

  /** Fails every call from the third on, and counts how many are under way. */
  private static final class FailingDynamo implements DynamoDbClient {
    final AtomicInteger calls = new AtomicInteger();
    final AtomicInteger underWay = new AtomicInteger();

    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
      underWay.incrementAndGet();
      try {
        if (calls.incrementAndGet() > 2) {
          throw DynamoDbException.builder().statusCode(503).message("later").build();
        }
        return BatchWriteItemResponse.builder().unprocessedItems(Map.of()).build();
      } finally {
        underWay.decrementAndGet();
      }
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  @Test
  void batchWrite_afterAFailedCall_beginsNoOther_andLeavesNoneUnderWay() {
    FailingDynamo dynamo = new FailingDynamo();
    List<EventPart> parts = IntStream.range(0, 2_500).mapToObj(i -> part("id" + i)).toList();
    assertThatThrownBy(() -> new DynamoRecordStore(dynamo, "records", backoff).accept(parts))
        .isInstanceOf(UnavailableException.class);
    assertThat(dynamo.underWay).hasValue(0);
    assertThat(dynamo.calls.get()).isBetween(3, 10); // of 100: those that ran beside the first
  }

  /** Refuses the second message of every call. */
  private static final class PickySqs implements SqsClient {
    final List<String> sent = new ArrayList<>();

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      assertThat(request.entries()).hasSizeBetween(1, 10);
      List<BatchResultErrorEntry> failed = new ArrayList<>();
      for (int i = 0; i < request.entries().size(); i++) {
        if (i == 1) {
          failed.add(BatchResultErrorEntry.builder().id(request.entries().get(i).id()).build());
        } else {
          sent.add(request.entries().get(i).messageBody());
        }
      }
      return SendMessageBatchResponse.builder().failed(failed).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  @Test
  void sendMessageBatch_resendsOnlyTheMessagesThatFailed() {
    PickySqs sqs = new PickySqs();
    List<String> messages = IntStream.range(0, 23).mapToObj(i -> "m" + i).toList();
    new SqsMessageQueue(sqs, "url", backoff).send(messages);
    assertThat(sqs.sent).containsExactlyInAnyOrderElementsOf(messages);
  }

  @Test
  void throttlesAndServerFaults_areLuck_butAMissingPermissionIsNot() {
    assertThatThrownBy(() -> failing(400, "ThrottlingException"))
        .isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> failing(503, "SlowDown")).isInstanceOf(UnavailableException.class);
    assertThatThrownBy(() -> failing(400, "AccessDeniedException"))
        .isInstanceOf(DynamoDbException.class);
    assertThatThrownBy(() -> failing(400, "ValidationException"))
        .isInstanceOf(DynamoDbException.class);
  }

  private static void failing(int status, String code) {
    Luck.translating(
        "test",
        () -> {
          throw DynamoDbException.builder()
              .statusCode(status)
              .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
              .build();
        });
  }

  private static EventPart part(String id) {
    Instant time = Instant.EPOCH;
    return new EventPart(id, "s", "e", "t", time, null, null, null, null, null, time);
  }
}
