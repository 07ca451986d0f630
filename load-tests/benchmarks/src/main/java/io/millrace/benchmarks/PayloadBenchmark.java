// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.aws.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** From the bytes of an invocation to the stream's records, which the stage takes. */
@State(Scope.Benchmark)
@OperationsPerInvocation(SampleBatch.EVENTS)
public class PayloadBenchmark {

  private final byte[] payload = payload(new SampleBatch().records()).getBytes(UTF_8);
  private final PojoSerializer<KinesisEvent> serializer =
      LambdaEventSerializers.serializerFor(
          KinesisEvent.class, PayloadBenchmark.class.getClassLoader());

  /** As Lambda sends it. Source: AWS Lambda Developer Guide, "Using Lambda with Kinesis". */
  private static String payload(List<byte[]> records) {
    List<String> entries = new ArrayList<>();
    for (byte[] data : records) {
      entries.add(
          """
          {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"0123456789abcdef",
          "sequenceNumber":"%1$056d","data":"%2$s","approximateArrivalTimestamp":%3$d.000},
          "eventSource":"aws:kinesis","eventVersion":"1.0",
          "eventID":"shardId-000000000000:%1$056d","eventName":"aws:kinesis:record",
          "invokeIdentityArn":"arn:aws:iam::000000000000:role/millrace-enrich",
          "awsRegion":"us-east-1",
          "eventSourceARN":"arn:aws:kinesis:us-east-1:000000000000:stream/millrace-events"}"""
              .formatted(
                  entries.size(),
                  Base64.getEncoder().encodeToString(data),
                  SampleBatch.ARRIVED.getEpochSecond())
              .replace("\n", ""));
    }
    return "{\"Records\":[" + String.join(",", entries) + "]}";
  }

  @Benchmark
  public List<StreamRecord> ours() throws IOException {
    return Streams.records(new ByteArrayInputStream(payload));
  }

  /** A streaming parser that decodes the data and looks at the rest. */
  @Benchmark
  public List<byte[]> limit() throws IOException {
    List<byte[]> records = new ArrayList<>();
    try (JsonParser parser = SampleBatch.JSON.createParser(payload)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_STRING && "data".equals(parser.currentName())) {
          records.add(parser.getBinaryValue());
        }
      }
    }
    return records;
  }

  /** Objects of the events library, as the runtime makes them for a {@code RequestHandler}. */
  @Benchmark
  public List<StreamRecord> plain() {
    List<StreamRecord> records = new ArrayList<>();
    for (KinesisEventRecord entry :
        serializer.fromJson(new ByteArrayInputStream(payload)).getRecords()) {
      byte[] data = new byte[entry.getKinesis().getData().remaining()];
      entry.getKinesis().getData().get(data);
      records.add(
          new StreamRecord(
              entry.getEventID().split(":")[0],
              entry.getKinesis().getSequenceNumber(),
              entry.getKinesis().getApproximateArrivalTimestamp().toInstant(),
              data));
    }
    return records;
  }
}
