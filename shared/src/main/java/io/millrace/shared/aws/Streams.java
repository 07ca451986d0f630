// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.aws;

import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent.KinesisEventRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse.BatchItemFailure;
import io.millrace.shared.batch.BatchResult;
import java.util.List;
import java.util.function.Function;

/** Kinesis events of Lambda to records, and results back to partial batch responses. */
public final class Streams {

  private Streams() {}

  public static List<StreamRecord> records(KinesisEvent event) {
    return event.getRecords().stream().map(Streams::record).toList();
  }

  private static StreamRecord record(KinesisEventRecord r) {
    // A Kinesis event names its shard only here: "shardId-000000000000:sequence number", and behind
    // another colon the position of the first event, in a replay.
    String[] eventId = r.getEventID().split(":", 3);
    byte[] data = new byte[r.getKinesis().getData().remaining()];
    r.getKinesis().getData().duplicate().get(data);
    return new StreamRecord(
        eventId[0],
        r.getKinesis().getSequenceNumber(),
        eventId.length > 2 ? Integer.parseInt(eventId[2]) : 0,
        r.getKinesis().getApproximateArrivalTimestamp().toInstant(),
        data);
  }

  /** Reports the first failure by its sequence number. */
  public static <I> StreamsEventResponse response(
      BatchResult<I> result, Function<I, String> sequenceNumber) {
    return StreamsEventResponse.builder()
        .withBatchItemFailures(
            result.failed().stream()
                .map(r -> new BatchItemFailure(sequenceNumber.apply(r)))
                .toList())
        .build();
  }
}
