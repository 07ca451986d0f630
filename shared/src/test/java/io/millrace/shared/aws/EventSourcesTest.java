// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.models.dynamodb.AttributeValue;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.GsonFactory;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.aws.TableChange.Other;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Our readers of events against the classes and serializers that Lambda's runtime would use. */
class EventSourcesTest {

  @Example
  void streamRecords_areReadAsLambdaReadsThem() throws IOException {
    byte[] json = resource("stream-records.json");
    List<KinesisEvent.KinesisEventRecord> theirs = lambda(json, KinesisEvent.class).getRecords();

    List<StreamRecord> ours = Streams.records(new ByteArrayInputStream(json));

    assertThat(ours).hasSameSizeAs(theirs).isNotEmpty();
    for (int i = 0; i < ours.size(); i++) {
      KinesisEvent.Record record = theirs.get(i).getKinesis();
      assertThat(theirs.get(i).getEventID())
          .isEqualTo(ours.get(i).shardId() + ":" + ours.get(i).sequenceNumber());
      assertThat(ours.get(i).sequenceNumber()).isEqualTo(record.getSequenceNumber());
      assertThat(ours.get(i).data()).isEqualTo(record.getData().array());
      assertThat(ours.get(i).arrived())
          .isEqualTo(record.getApproximateArrivalTimestamp().toInstant());
    }
  }

  @Example
  void messages_areReadAsLambdaReadsThem() throws IOException {
    byte[] json = resource("messages.json");
    List<SQSEvent.SQSMessage> theirs = lambda(json, SQSEvent.class).getRecords();

    List<Message> ours = Messages.of(new ByteArrayInputStream(json));

    assertThat(ours).hasSameSizeAs(theirs).isNotEmpty();
    for (int i = 0; i < ours.size(); i++) {
      SQSEvent.SQSMessage m = theirs.get(i);
      Map<String, String> attributes = m.getAttributes();
      assertThat(ours.get(i))
          .isEqualTo(
              new Message(
                  m.getMessageId(),
                  m.getBody(),
                  Instant.ofEpochMilli(Long.parseLong(attributes.get("SentTimestamp"))),
                  m.getEventSourceArn(),
                  m.getReceiptHandle(),
                  Integer.parseInt(attributes.get("ApproximateReceiveCount"))));
    }
  }

  @Example
  void tableChanges_areReadAsLambdaReadsThem() throws IOException {
    byte[] json = resource("table-changes.json");
    DynamodbTimeWindowEvent theirs = lambda(json, DynamodbTimeWindowEvent.class);

    TableChanges ours = TableChanges.of(new ByteArrayInputStream(json));

    assertThat(ours.shardId()).isEqualTo(theirs.getShardId());
    assertThat(ours.records()).hasSameSizeAs(theirs.getRecords()).hasSize(3);
    for (int i = 0; i < ours.records().size(); i++) {
      TableChange change = ours.records().get(i);
      var record = theirs.getRecords().get(i);
      assertThat(change.sequenceNumber()).isEqualTo(record.getDynamodb().getSequenceNumber());
      assertThat(change.event()).isEqualTo(record.getEventName());
      assertThat(change.sourceArn()).isEqualTo(record.getEventSourceARN());
      assertThat(change.byTimeToLive()).isEqualTo(record.getUserIdentity() != null);
      assertImage(change.before(), record.getDynamodb().getOldImage());
      assertImage(change.after(), record.getDynamodb().getNewImage());
    }
  }

  private static void assertImage(
      @Nullable Map<String, Object> ours, @Nullable Map<String, AttributeValue> theirs) {
    if (theirs == null) {
      assertThat(ours).isNull();
      return;
    }
    assertThat(Objects.requireNonNull(ours)).containsOnlyKeys(theirs.keySet());
    theirs.forEach(
        (name, value) ->
            assertThat(ours.get(name))
                .isEqualTo(value.getN() == null ? value.getS() : Long.valueOf(value.getN())));
  }

  @Property(tries = 200)
  void anyRecord_comesBack(
      @ForAll byte[] data,
      @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long arrived,
      @ForAll @IntRange(max = 5) int first)
      throws IOException {
    String json =
        "{\"added\":{\"later\":[1,{}]},\"Records\":[{\"kinesis\":{\"data\":\"%s\",\"sequenceNumber\":\"12\",\"added\":[{}],\"approximateArrivalTimestamp\":%d.%03d},\"eventID\":\"shard-1:12%s\",\"more\":{\"a\":{}}}]}"
            .formatted(
                java.util.Base64.getEncoder().encodeToString(data),
                arrived / 1000,
                arrived % 1000,
                first == 0 ? "" : ":" + first);

    List<StreamRecord> records = Streams.records(stream(json));

    assertThat(records).hasSize(1);
    assertThat(records.getFirst().data()).isEqualTo(data);
    assertThat(records.getFirst())
        .usingRecursiveComparison()
        .isEqualTo(
            new StreamRecord("shard-1", "12", first, Instant.ofEpochMilli(arrived), data, null));
  }

  @Property(tries = 200)
  void anyAnswer_isReadByLambdaAsItWasMeant(@ForAll @Size(max = 5) List<String> failed)
      throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    Answers.failed(failed, answer);
    SQSBatchResponse read =
        GsonFactory.getInstance()
            .getSerializer(SQSBatchResponse.class)
            .fromJson(answer.toString(StandardCharsets.UTF_8));
    assertThat(read.getBatchItemFailures())
        .extracting(SQSBatchResponse.BatchItemFailure::getItemIdentifier)
        .isEqualTo(failed);
  }

  @Example
  void answerInWindow_hasAnEmptyState() throws IOException {
    ByteArrayOutputStream ours = new ByteArrayOutputStream();
    Answers.failedInWindow(List.of("7"), ours);
    ByteArrayOutputStream theirs = new ByteArrayOutputStream();
    GsonFactory.getInstance()
        .getSerializer(TimeWindowEventResponse.class)
        .toJson(
            TimeWindowEventResponse.builder()
                .withState(Map.of())
                .withBatchItemFailures(List.of(new TimeWindowEventResponse.BatchItemFailure("7")))
                .build(),
            theirs);
    assertThat(ours.toString(StandardCharsets.UTF_8))
        .isEqualTo(theirs.toString(StandardCharsets.UTF_8));
  }

  @Example
  void valueOfAnotherType_isLeftToWhomeverItConcerns() throws IOException {
    TableChanges changes =
        TableChanges.of(
            stream(
                """
                {"Records":[{"eventName":"INSERT","dynamodb":{"SequenceNumber":"1","OldImage":{},
                "NewImage":{"a":{"BOOL":true},"b":{"N":"1.5"},"c":{"M":{"S":{"S":"x"}}},
                "d":{"S":"e"}}}}]}"""));
    TableChange change = changes.records().getFirst();
    assertThat(change.before()).as("an empty image is none").isNull();
    assertThat(change.after())
        .isEqualTo(
            Map.of("a", new Other("BOOL"), "b", new Other("N 1.5"), "c", new Other("M"), "d", "e"));
  }

  @Example
  void whatIsNoEvent_isRefusedAsAWhole() {
    assertThatThrownBy(() -> Messages.of(stream("[]"))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> Messages.of(stream("{\"Records\":[{\"body\":\"b\"}]}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Record 0")
        .hasMessageContaining("messageId");
    assertThatThrownBy(() -> Streams.records(stream("{\"Records\":7}")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("/Records");
  }

  private static <T> T lambda(byte[] json, Class<T> type) {
    return LambdaEventSerializers.serializerFor(type, EventSourcesTest.class.getClassLoader())
        .fromJson(new ByteArrayInputStream(json));
  }

  private static InputStream stream(String json) {
    return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in =
        Objects.requireNonNull(EventSourcesTest.class.getResourceAsStream("/events/" + name))) {
      return in.readAllBytes();
    }
  }
}
