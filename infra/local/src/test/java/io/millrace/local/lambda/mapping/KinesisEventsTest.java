// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.model.Record;

/** The example event of [with-kinesis]. */
class KinesisEventsTest {
  private static final String ARN = "arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream";

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "Kinesis event",
      page = "with-kinesis",
      says =
          "Records are base64 with partition key, sequence number and arrival; eventID names the shard.")
  void record_looksAsInTheGuide() {
    Record record =
        Record.builder()
            .partitionKey("1")
            .sequenceNumber("49590338271490256608559692538361571095921575989136588898")
            .data(SdkBytes.fromUtf8String("Hello, this is a test."))
            .approximateArrivalTimestamp(Instant.ofEpochMilli(1_545_084_650_987L))
            .build();

    StreamRecord translated =
        KinesisEvents.record(
            new MappingIdentity(
                "uuid",
                SourceKind.KINESIS,
                ARN,
                "arn:function",
                "arn:aws:iam::123456789012:role/lambda-role",
                "us-east-2"),
            "shardId-000000000006",
            record);

    assertThat(translated.json())
        .isEqualTo(
            """
            {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"1",\
            "sequenceNumber":"49590338271490256608559692538361571095921575989136588898",\
            "data":"SGVsbG8sIHRoaXMgaXMgYSB0ZXN0Lg==","approximateArrivalTimestamp":1545084650.987},\
            "eventSource":"aws:kinesis","eventVersion":"1.0",\
            "eventID":"shardId-000000000006:49590338271490256608559692538361571095921575989136588898",\
            "eventName":"aws:kinesis:record",\
            "invokeIdentityArn":"arn:aws:iam::123456789012:role/lambda-role","awsRegion":"us-east-2",\
            "eventSourceARN":"arn:aws:kinesis:us-east-2:123456789012:stream/lambda-stream"}""");
    assertThat(translated.arrivedAtMillis()).isEqualTo(1_545_084_650_987L);
  }
}
