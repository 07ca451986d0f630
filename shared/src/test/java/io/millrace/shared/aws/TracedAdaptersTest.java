// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import static io.millrace.shared.trace.TracedInvocation.NOT_SAMPLED;
import static io.millrace.shared.trace.TracedInvocation.SAMPLED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.event.Ids;
import io.millrace.shared.trace.TraceContext;
import io.millrace.shared.trace.TracedInvocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeNameForSends;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/** What messages carry, from the adapter that sends them to the one that reads them. */
final class TracedAdaptersTest {

  private final Backoff backoff =
      new Backoff(1, Duration.ofMillis(1), Duration.ofMillis(2), new Random(7), wait -> {});

  private static final class Kinesis implements KinesisClient {
    final List<PutRecordsRequestEntry> entries = new ArrayList<>();

    @Override
    public PutRecordsResponse putRecords(PutRecordsRequest request) {
      entries.addAll(request.records());
      return PutRecordsResponse.builder()
          .records(
              request.records().stream()
                  .map(one -> PutRecordsResultEntry.builder().sequenceNumber("1").build())
                  .toList())
          .build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  private static final class Sqs implements SqsClient {
    final List<SendMessageBatchRequestEntry> entries = new ArrayList<>();

    @Override
    public SendMessageBatchResponse sendMessageBatch(SendMessageBatchRequest request) {
      entries.addAll(request.entries());
      return SendMessageBatchResponse.builder().failed(List.of()).build();
    }

    @Override
    public String serviceName() {
      return SERVICE_NAME;
    }

    @Override
    public void close() {}
  }

  @Test
  void streamRecord_carriesTheTraceBesideItsData_whichIsTheSameWithoutOne() throws IOException {
    TracedInvocation sampled = new TracedInvocation(SAMPLED);
    Kinesis traced = append(sampled);
    Kinesis untraced = append(new TracedInvocation(NOT_SAMPLED));

    assertThat(traced.entries.stream().map(PutRecordsRequestEntry::data))
        .containsExactlyElementsOf(
            untraced.entries.stream().map(PutRecordsRequestEntry::data).toList());
    assertThat(read(untraced)).allSatisfy(record -> assertThat(record.trace()).isNull());
    assertThat(untraced.entries)
        .allSatisfy(entry -> assertThat(entry.partitionKey()).matches("[0-9a-f]{16}"));
    assertThat(traced.entries)
        .allSatisfy(entry -> assertThat(entry.partitionKey()).hasSizeLessThanOrEqualTo(256));
    assertThat(read(traced).subList(0, 10))
        .allSatisfy(
            record ->
                assertThat(TraceContext.ofHeader(Objects.requireNonNull(record.trace())))
                    .isEqualTo(
                        new TraceContext(
                            "1-5759e988-bd862e3fe1be46a994272793", "00000000000000a0", true)));
    assertThat(read(traced).subList(10, 12))
        .as("a trace stays small, whatever is uploaded")
        .allSatisfy(record -> assertThat(record.trace()).isNull());
    sampled.tracing.end(TracedInvocation.DONE);
    assertThat(sampled.recordIds())
        .as("of each message the smallest id")
        .containsExactlyElementsOf(
            IntStream.range(0, 10)
                .mapToObj(i -> smaller(Ids.record("s", "a" + i), Ids.record("s", "b" + i)))
                .toList());
  }

  private static String smaller(String one, String other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private Kinesis append(TracedInvocation invocation) {
    Kinesis kinesis = new Kinesis();
    invocation.tracing.begin();
    new KinesisEventStream(kinesis, "events", backoff, invocation.tracing)
        .append(
            IntStream.range(0, 12)
                .mapToObj(i -> (event("a" + i) + "\n" + event("b" + i)).getBytes(UTF_8))
                .toList());
    return kinesis;
  }

  private static String event(String id) {
    return """
        {"specversion":"1.0","id":"%s","source":"s","type":"t","time":"2026-11-20T10:15:30Z"}"""
        .formatted(id);
  }

  /** As Lambda hands them to enrich. */
  private static List<StreamRecord> read(Kinesis kinesis) throws IOException {
    StringBuilder json = new StringBuilder();
    for (PutRecordsRequestEntry entry : kinesis.entries) {
      json.append(json.isEmpty() ? "{\"Records\":[" : ",")
          .append(
              """
              {"eventID":"shard-0:1","kinesis":{"partitionKey":"%s","sequenceNumber":"1",
              "approximateArrivalTimestamp":1.5,"data":"%s"}}"""
                  .formatted(
                      entry.partitionKey(),
                      Base64.getEncoder().encodeToString(entry.data().asByteArray())));
    }
    return Streams.records(new ByteArrayInputStream(json.append("]}").toString().getBytes(UTF_8)));
  }

  @Test
  void keysOfOtherProducers_areNoTraces() {
    for (String key : List.of("", ";", "user;1", "a;b;Root=1", "Root=1-2-3;Parent=4")) {
      assertThat(PartitionKeys.trace(key)).as(key).isNull();
    }
  }

  @Test
  void message_carriesTheTraceAsSystemAttribute_ifThereIsOne() throws IOException {
    assertThat(sent(null)).isNull();
    assertThat(sent(SAMPLED)).isEqualTo(SAMPLED);
  }

  private @Nullable String sent(@Nullable String header) throws IOException {
    Sqs sqs = new Sqs();
    new SqsMessageQueue(() -> sqs, "url", backoff, body -> header).send(List.of("body"));
    SendMessageBatchRequestEntry entry = sqs.entries.getFirst();
    assertThat(entry.messageBody()).isEqualTo("body");
    String attributes =
        entry.messageSystemAttributes().isEmpty()
            ? ""
            : "\"AWSTraceHeader\":\""
                + Objects.requireNonNull(
                        entry
                            .messageSystemAttributes()
                            .get(MessageSystemAttributeNameForSends.AWS_TRACE_HEADER))
                    .stringValue()
                + "\"";
    String event =
        "{\"Records\":[{\"messageId\":\"1\",\"body\":\"body\",\"eventSourceARN\":\"arn\","
            + "\"attributes\":{"
            + attributes
            + "}}]}";
    return Messages.of(new ByteArrayInputStream(event.getBytes(UTF_8))).getFirst().trace();
  }
}
