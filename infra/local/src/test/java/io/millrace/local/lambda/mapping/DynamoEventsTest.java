// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class DynamoEventsTest {
  private static final String RECORD =
      """
      {"eventID":"e", "eventName":"REMOVE","eventVersion":"1.0","eventSource":"x","awsRegion":"y",
       "userIdentity":{"PrincipalId":"dynamodb.amazonaws.com","Type":"Service"},
       "dynamodb":{"ApproximateCreationDateTime":1.7E9,"SequenceNumber":"7","SizeBytes":12,
        "OldImage":{"pk":{"N":"1.50"},"sk":{"S":"\\u00e9}"}},
        "Keys":{"sk":{"S":"\\u00e9}"},"pk":{"N":"1.50"}},"StreamViewType":"OLD_IMAGE"}}""";

  private final DynamoEvents events =
      new DynamoEvents(
          new MappingIdentity(
              "uuid", SourceKind.DYNAMODB, "arn:stream", "arn:function", "arn:role", "us-east-1"),
          (table, keys) -> OptionalLong.empty(),
          "table");

  @Test
  void expiredItem_keepsTextAndIdentity_andIsKeyedByItsSortedKeys() throws IOException {
    DynamoEvents.Answer answer =
        read("{\"NextShardIterator\":\"next\",\"Records\":[" + RECORD + "," + RECORD + "]}");

    assertThat(answer.next()).hasValue("next");
    assertThat(answer.records()).hasSize(2);
    StreamRecord record = answer.records().getLast();
    assertThat(record.sequenceNumber()).isEqualTo("7");
    assertThat(record.lane()).isEqualTo("{\"pk\":{\"N\":\"1.50\"},\"sk\":{\"S\":\"é}\"}}");
    assertThat(record.arrivedAtMillis()).isEqualTo(1_700_000_000_000L);
    assertThat(record.json())
        .isEqualTo(
            "{\"eventID\":\"e\",\"eventName\":\"REMOVE\",\"eventVersion\":\"1.1\","
                + "\"eventSource\":\"aws:dynamodb\",\"awsRegion\":\"us-east-1\",\"dynamodb\":{"
                + "\"Keys\":{\"sk\":{\"S\":\"\\u00e9}\"},\"pk\":{\"N\":\"1.50\"}},"
                + "\"OldImage\":{\"pk\":{\"N\":\"1.50\"},\"sk\":{\"S\":\"\\u00e9}\"}},"
                + "\"SequenceNumber\":\"7\",\"SizeBytes\":12,\"StreamViewType\":\"OLD_IMAGE\","
                + "\"ApproximateCreationDateTime\":1700000000},"
                + "\"userIdentity\":{\"principalId\":\"dynamodb.amazonaws.com\",\"type\":\"Service\"},"
                + "\"eventSourceARN\":\"arn:stream\"}");
  }

  @Test
  void closedShard_hasNoNext() throws IOException {
    assertThat(read("{\"Records\":[],\"NextShardIterator\":null}").next()).isEmpty();
  }

  @Test
  void answerThatBreaksOff_isNoEndOfTheShard() {
    assertThatThrownBy(() -> read("")).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> read("{\"Records\":[" + RECORD)).isInstanceOf(IOException.class);
  }

  private DynamoEvents.Answer read(String json) throws IOException {
    return events.read(json.getBytes(StandardCharsets.UTF_8));
  }
}
