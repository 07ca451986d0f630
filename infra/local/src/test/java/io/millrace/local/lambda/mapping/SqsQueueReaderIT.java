// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.engine.SqsEngine;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;
import software.amazon.awssdk.services.sqs.model.TooManyEntriesInBatchRequestException;

class SqsQueueReaderIT extends QueueReaderContract {
  private static final String ARN = "arn:aws:sqs:us-east-1:000000000000:uploads";

  private static SqsEngine engine;
  private static SqsClient sqs;
  private String url;

  @BeforeAll
  static void startEngine() {
    engine = SqsEngine.start(URI.create("http://127.0.0.1:1"), Optional.empty());
    sqs = TestClients.to(engine.endpoint(), SqsClient.builder());
  }

  @AfterAll
  static void stopEngine() {
    sqs.close();
    engine.close();
  }

  @BeforeEach
  void createQueue() {
    url = sqs.createQueue(request -> request.queueName("uploads")).queueUrl();
  }

  @AfterEach
  void deleteQueue() {
    sqs.deleteQueue(request -> request.queueUrl(url));
  }

  @Override
  QueueReader reader() {
    return new SqsQueueReader(
        sqs,
        new MappingIdentity("uuid", SourceKind.SQS, ARN, "arn:function", "arn:role", "us-east-1"));
  }

  @Override
  void send(String body) {
    sqs.sendMessage(request -> request.queueUrl(url).messageBody(body));
  }

  @Test
  @Rule(
      of = Subject.QUEUE,
      property = "Event",
      page = "with-sqs",
      says =
          "A message comes with its id, receipt handle, attributes of the queue, own attributes and MD5.")
  void message_looksAsLambdaSendsIt() throws SourceException, JsonProcessingException {
    sqs.sendMessage(
        request ->
            request
                .queueUrl(url)
                .messageBody("hello")
                .messageAttributes(
                    Map.of(
                        "colour",
                        MessageAttributeValue.builder()
                            .dataType("String")
                            .stringValue("red")
                            .build())));

    QueueReader.Message message = reader().receive(1, Duration.ofSeconds(1)).getFirst();

    JsonNode json = new ObjectMapper().readTree(message.json());
    assertThat(json.path("messageId").asText()).isEqualTo(message.id());
    assertThat(json.path("body").asText()).isEqualTo("hello");
    assertThat(json.path("md5OfBody").asText()).isEqualTo("5d41402abc4b2a76b9719d911017c592");
    assertThat(json.path("eventSource").asText()).isEqualTo("aws:sqs");
    assertThat(json.path("eventSourceARN").asText()).isEqualTo(ARN);
    assertThat(json.path("awsRegion").asText()).isEqualTo("us-east-1");
    assertThat(json.path("attributes").path("ApproximateReceiveCount").asText()).isEqualTo("1");
    assertThat(json.path("messageAttributes").path("colour").toString())
        .isEqualTo(
            "{\"stringValue\":\"red\",\"stringListValues\":[],\"binaryListValues\":[],\"dataType\":\"String\"}");
    assertThat(Long.parseLong(json.path("attributes").path("SentTimestamp").asText()))
        .isEqualTo(message.sentAtMillis());
  }

  @Test
  @Rule(
      of = Subject.QUEUE,
      property = "SendMessage",
      page = "sqs:quotas-messages",
      says = "A message has 1 MiB at most, a batch ten messages.")
  void message_hasOneMebibyteAtMost_andABatchTenOfThem() {
    String most = "x".repeat(1024 * 1024);
    send(most);
    assertThatThrownBy(() -> send(most + "x")).isInstanceOf(SqsException.class);

    List<SendMessageBatchRequestEntry> eleven =
        IntStream.range(0, 11)
            .mapToObj(i -> SendMessageBatchRequestEntry.builder().id("m" + i).messageBody("x"))
            .map(SendMessageBatchRequestEntry.Builder::build)
            .toList();
    assertThatThrownBy(() -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(eleven)))
        .isInstanceOf(TooManyEntriesInBatchRequestException.class);
  }

  @Rule(
      of = Subject.QUEUE,
      property = "ApproximateReceiveCount",
      page = "with-sqs",
      says = "The receive count in the event rises by one with every delivery.")
  @Rule(
      of = Subject.QUEUE,
      property = "maxReceiveCount",
      page = "services-sqs-errorhandling",
      says =
          "A message that was received that often without being deleted goes to the dead-letter queue.")
  @Test
  void receiveCountRises_untilTheMessageIsADeadLetter() throws SourceException {
    String dead = sqs.createQueue(request -> request.queueName("dead")).queueUrl();
    sqs.setQueueAttributes(
        request ->
            request
                .queueUrl(url)
                .attributes(
                    Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "0",
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\",\"maxReceiveCount\":2}")));
    send("poison");

    for (int count = 1; count <= 2; count++) {
      String json = reader().receive(1, Duration.ofSeconds(1)).getFirst().json();
      assertThat(json).contains("\"ApproximateReceiveCount\":\"" + count + "\"");
    }

    assertThat(reader().receive(1, Duration.ZERO)).isEmpty();
    assertThat(sqs.receiveMessage(request -> request.queueUrl(dead)).messages())
        .singleElement()
        .satisfies(message -> assertThat(message.body()).isEqualTo("poison"));
    sqs.deleteQueue(request -> request.queueUrl(dead));
  }
}
