// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.mapping.LaneDecision.Condition;
import io.millrace.local.lambda.mapping.StreamBatch.Closing;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The document of [kinesis-on-failure-destination], member by member. */
class FailureDocumentTest {
  private static final Instant AT = Instant.parse("2019-11-14T00:38:06.021Z");

  private static FailedBatch batch(SourceKind kind, Condition condition, int failures) {
    StreamBatch batch =
        new StreamBatch(
            List.of(
                LaneSimulation.record(7, Instant.parse("2019-11-14T00:38:04.835Z").toEpochMilli()),
                LaneSimulation.record(9, Instant.parse("2019-11-14T00:38:05.580Z").toEpochMilli())),
            failures,
            Closing.NOT);
    return new FailedBatch(
        new MappingIdentity(
            "the-uuid", kind, "arn:the-stream", "arn:the-function", "arn:role", "us-east-1"),
        "shardId-000000000001",
        new LaneDecision.Discard(batch, condition, "the-request", "7", true),
        "{\"Records\":[]}",
        AT);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "DestinationConfig.OnFailure S3",
      page = "kinesis-on-failure-destination",
      says =
          "A bucket gets the whole payload beside requestContext, responseContext and KinesisBatchInfo.")
  void kinesisBatch_withPayload() throws JsonProcessingException {
    String expected =
        """
        {"requestContext":{"requestId":"the-request","functionArn":"arn:the-function",
         "condition":"RetryAttemptsExhausted","approximateInvokeCount":3},
         "responseContext":{"statusCode":200,"executedVersion":"7","functionError":"Unhandled"},
         "version":"1.0","timestamp":"2019-11-14T00:38:06.021Z",
         "KinesisBatchInfo":{"shardId":"shardId-000000000001","startSequenceNumber":"7","endSequenceNumber":"9",
         "approximateArrivalOfFirstRecord":"2019-11-14T00:38:04.835Z",
         "approximateArrivalOfLastRecord":"2019-11-14T00:38:05.580Z","batchSize":2,"streamArn":"arn:the-stream"},
         "payload":"{\\"Records\\":[]}"}
        """;

    String json =
        FailureDocument.json(
            batch(SourceKind.KINESIS, Condition.RETRY_ATTEMPTS_EXHAUSTED, 3), true);

    ObjectMapper mapper = new ObjectMapper();
    assertThat(mapper.readTree(json)).isEqualTo(mapper.readTree(expected));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "DestinationConfig.OnFailure SQS",
      page = "kinesis-on-failure-destination",
      says =
          "A queue gets where the batch was, without its records; DynamoDB Streams have DDBStreamBatchInfo.")
  void dynamoBatchThatNeverRan_hasNoResponse_andForAQueueNoPayload()
      throws JsonProcessingException {
    String json =
        FailureDocument.json(batch(SourceKind.DYNAMODB, Condition.RECORD_AGE_EXCEEDED, 0), false);

    var document = new ObjectMapper().readTree(json);
    assertThat(document.has("DDBStreamBatchInfo")).isTrue();
    assertThat(document.has("payload")).isFalse();
    assertThat(document.has("responseContext")).isFalse();
    assertThat(document.path("requestContext").path("condition").asText())
        .isEqualTo("RecordAgeExceeded");
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "DestinationConfig.OnFailure S3",
      page = "kinesis-on-failure-destination",
      says = "The key is aws/lambda/mapping/shard/YYYY/MM/DD/time-random.")
  void key_tellsMappingShardAndTime() {
    assertThat(
            FailureDocument.key(
                batch(SourceKind.KINESIS, Condition.RETRY_ATTEMPTS_EXHAUSTED, 1), "random"))
        .isEqualTo(
            "aws/lambda/the-uuid/shardId-000000000001/2019/11/14/2019-11-14T00.38.06-random");
  }
}
