// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.local.conformance.Honoured;
import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.mapping.MappingSettings;
import io.millrace.local.lambda.mapping.StartingPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingRequestsTest {
  private static final String KINESIS = "arn:aws:kinesis:us-east-1:000000000000:stream/events";
  private static final String DYNAMO =
      "arn:aws:dynamodb:us-east-1:000000000000:table/records/stream/2026-11-23T00:00:00.000";
  private static final String SQS = "arn:aws:sqs:us-east-1:000000000000:uploads";

  private static ObjectNode request(String arn, String more) {
    String json = "{\"FunctionName\":\"f\",\"EventSourceArn\":\"" + arn + "\"" + more + "}";
    return Json.request(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static ObjectNode create(String arn, String more) {
    return MappingRequests.create(request(arn, more));
  }

  @Test
  @Rule(
      of = Subject.API,
      property = "Defaults",
      page = "API_CreateEventSourceMapping",
      says = "BatchSize 100 for streams and 10 for queues, no window, endless retries and age.")
  void defaults_areTheServices() {
    MappingSettings stream =
        MappingRequests.settings(create(KINESIS, ",'StartingPosition':'TRIM_HORIZON'"));
    MappingSettings queue = MappingRequests.settings(create(SQS, ""));

    assertThat(stream.batchSize()).isEqualTo(100);
    assertThat(stream.maximumRetryAttempts()).isEqualTo(-1);
    assertThat(stream.maximumRecordAgeSeconds()).isEqualTo(-1);
    assertThat(stream.parallelization()).isEqualTo(1);
    assertThat(stream.bisectBatch()).isFalse();
    assertThat(queue.batchSize()).isEqualTo(10);
    assertThat(queue.batchingWindow()).isZero();
    assertThat(queue.maximumConcurrency()).isEmpty();
  }

  @Test
  void everything_isRead() {
    MappingSettings settings =
        MappingRequests.settings(
            create(
                KINESIS,
                ",'StartingPosition':'AT_TIMESTAMP','StartingPositionTimestamp':1700000000.5,'BatchSize':7"
                    + ",'MaximumBatchingWindowInSeconds':3,'ParallelizationFactor':2,'MaximumRetryAttempts':4"
                    + ",'MaximumRecordAgeInSeconds':60,'BisectBatchOnFunctionError':true"
                    + ",'FunctionResponseTypes':['ReportBatchItemFailures']"
                    + ",'DestinationConfig':{'OnFailure':{'Destination':'arn:aws:s3:::failures'}}"));

    assertThat(settings.startingPosition())
        .isEqualTo(new StartingPosition.AtTimestamp(Instant.ofEpochMilli(1_700_000_000_500L)));
    assertThat(settings.batchSize()).isEqualTo(7);
    assertThat(settings.batchingWindow()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.parallelization()).isEqualTo(2);
    assertThat(settings.maximumRetryAttempts()).isEqualTo(4);
    assertThat(settings.maximumRecordAgeSeconds()).isEqualTo(60);
    assertThat(settings.bisectBatch()).isTrue();
    assertThat(settings.reportBatchItemFailures()).isTrue();
    assertThat(settings.failureDestination()).hasValue("arn:aws:s3:::failures");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          BatchSize                      | 0       | 1 to 10000
          BatchSize                      | 10001   | 1 to 10000
          BatchSize                      | 'many'  | 1 to 10000
          MaximumBatchingWindowInSeconds | 301     | 0 to 300
          ParallelizationFactor          | 11      | 1 to 10
          MaximumRetryAttempts           | -2      | -1 to 10000
          MaximumRecordAgeInSeconds      | 59      | 60 to 604800
          MaximumRecordAgeInSeconds      | 604801  | -1 to 604800
          TumblingWindowInSeconds        | 901     | 0 to 900
          """,
      quoteCharacter = '`')
  @Rule(
      of = Subject.API,
      property = "Ranges",
      page = "API_CreateEventSourceMapping",
      says =
          "Every setting has its range; a value outside is ValidationException in the words of the service.")
  void outOfRange_isRefused_withNameValueAndRange(String name, String value, String range) {
    assertThatThrownBy(() -> create(DYNAMO, ",'StartingPosition':'LATEST','" + name + "':" + value))
        .isInstanceOf(LambdaError.class)
        .hasMessageContaining(name)
        .hasMessageContaining(value.replace("'", ""))
        .hasMessageContaining(range);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          arn:aws:sqs:us-east-1:000000000000:jobs.fifo                    |                                   | FIFO queues are not supported
          arn:aws:kinesis:us-east-1:000000000000:stream/e/consumer/c:1    | ,'StartingPosition':'LATEST'      | enhanced fan-out is not supported
          arn:aws:kafka:us-east-1:000000000000:cluster/c                  |                                   | supported by the local cloud are Kinesis streams, DynamoDB streams and SQS queues
          arn:aws:dynamodb:us-east-1:000000000000:table/records           | ,'StartingPosition':'LATEST'      | the ARN of its stream
          arn:aws:sqs:us-east-1:000000000000:jobs                         | ,'FilterCriteria':{'Filters':[{}]} | Invalid filter pattern definition
          arn:aws:sqs:us-east-1:000000000000:jobs                         | ,'StartingPosition':'LATEST'      | StartingPosition of a mapping of SQS is not supported
          arn:aws:sqs:us-east-1:000000000000:jobs                         | ,'BatchSize':11                   | greater than 0
          arn:aws:sqs:us-east-1:000000000000:jobs                         | ,'ScalingConfig':{'MaximumConcurrency':1} | 2 to 1000
          arn:aws:kinesis:us-east-1:000000000000:stream/e                 |                                   | Value null at 'startingPosition' failed to satisfy constraint: Member must not be null
          arn:aws:kinesis:us-east-1:000000000000:stream/e                 | ,'StartingPosition':'SOMEWHERE'   | allowed are TRIM_HORIZON, LATEST
          arn:aws:dynamodb:us-east-1:000000000000:table/t/stream/1        | ,'StartingPosition':'AT_TIMESTAMP' | Unsupported starting position for arn type
          arn:aws:kinesis:us-east-1:000000000000:stream/e                 | ,'StartingPosition':'AT_TIMESTAMP' | StartingPositionTimestamp is missing
          arn:aws:kinesis:us-east-1:000000000000:stream/e                 | ,'StartingPosition':'LATEST','DestinationConfig':{'OnFailure':{'Destination':'arn:aws:sns:any'}} | supported are S3 buckets
          arn:aws:kinesis:us-east-1:000000000000:stream/e                 | ,'StartingPosition':'LATEST','FunctionResponseTypes':['Other'] | allowed is ReportBatchItemFailures
          arn:aws:kinesis:us-east-1:000000000000:stream/e                 | ,'StartingPosition':'LATEST','TumblingWindowInSeconds':60,'ParallelizationFactor':2 | TumblingWindowInSeconds with a ParallelizationFactor over 1
          """)
  @Rule(
      of = Subject.API,
      property = "FIFO queues",
      page = "with-sqs",
      says = "FIFO queues can be sources.",
      honoured = Honoured.REFUSED)
  @Rule(
      of = Subject.API,
      property = "Enhanced fan-out",
      page = "with-kinesis",
      says = "A consumer of a Kinesis stream can be a source.",
      honoured = Honoured.REFUSED)
  @Rule(
      of = Subject.API,
      property = "Kafka, MQ, DocumentDB",
      page = "invocation-eventsourcemapping",
      says = "Brokers and DocumentDB can be sources.",
      honoured = Honoured.REFUSED)
  @Rule(
      of = Subject.API,
      property = "SNS as a destination",
      page = "kinesis-on-failure-destination",
      says = "Topics can be on-failure destinations.",
      honoured = Honoured.REFUSED,
      note = "buckets and standard queues can be")
  @Rule(
      of = Subject.WINDOW,
      property = "ParallelizationFactor",
      page = "services-kinesis-windows",
      says = "Windows of a shard can be combined with several lanes.",
      honoured = Honoured.REFUSED)
  @Rule(
      of = Subject.API,
      property = "Properties of other sources",
      page = "API_CreateEventSourceMapping",
      says = "Settings of streams are refused for queues and the other way round.")
  @Rule(
      of = Subject.API,
      property = "MaximumConcurrency",
      page = "API_ScalingConfig",
      says = "2 to 1,000, for queues.")
  void unsupported_isRefusedByName(String arn, String more, String message) {
    assertThatThrownBy(() -> create(arn, more == null ? "" : more))
        .isInstanceOf(LambdaError.class)
        .hasMessageContaining(message);
  }

  @Rule(
      of = Subject.FILTER,
      property = "FilterCriteria",
      page = "invocation-eventfiltering",
      says = "Up to five filters a mapping; an update with none takes them away.")
  @Test
  void filters_areFiveAtMost_andCanBeTakenAway() {
    String pattern = "{'Pattern':'{\\\"body\\\":[\\\"a\\\"]}'}";
    String five = String.join(",", Collections.nCopies(5, pattern));
    ObjectNode mapping = create(SQS, ",'FilterCriteria':{'Filters':[" + five + "]}");
    assertThat(mapping.path("FilterCriteria").path("Filters")).hasSize(5);

    ObjectNode without =
        MappingRequests.change(mapping, request(SQS, ",'FilterCriteria':{'Filters':[]}"));
    assertThat(without.has("FilterCriteria")).isFalse();
    assertThatThrownBy(
            () -> create(SQS, ",'FilterCriteria':{'Filters':[" + five + "," + pattern + "]}"))
        .hasMessageContaining("6 filters, allowed are 5");
  }

  @Test
  void emptyFilterCriteria_meanNothing() {
    assertThat(create(SQS, ",'FilterCriteria':{}").has("FilterCriteria")).isFalse();
  }

  @Test
  @Rule(
      of = Subject.API,
      property = "UpdateEventSourceMapping",
      page = "API_UpdateEventSourceMapping",
      says = "What a request does not name stays as it was.")
  void change_keepsTheRest() {
    ObjectNode before = create(SQS, ",'BatchSize':5");

    ObjectNode after =
        MappingRequests.change(before, request(SQS, ",'MaximumBatchingWindowInSeconds':1"));

    assertThat(MappingRequests.settings(after).batchSize()).isEqualTo(5);
    assertThat(MappingRequests.settings(after).batchingWindow()).isEqualTo(Duration.ofSeconds(1));
  }
}
