// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.aws.QueueBatches;
import io.millrace.shared.aws.Redelivery;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Invoked;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.EventStream;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.MessageQueue;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.time.Deadline;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * The upload function on ports of the caller's, for tests outside this package. Its chunks are tiny
 * and its turns short, so that a file of a few lines is handed on.
 */
public final class UploadUnderTest {

  private static final Duration RESERVE = Duration.ofSeconds(2);
  private static final UploadConfig.Chunk CHUNK = new UploadConfig.Chunk(300, 2);

  private final UploadConfig config;
  private final UploadWiring.Ports ports;
  private final InstantSource clock;
  private final Redelivery redelivery;

  /**
   * @param uploads the function's own queue
   * @param hopReserve how much of an invocation must be left to begin another chunk
   */
  public UploadUnderTest(
      Blobs blobs,
      String rejectsBucket,
      EventStream events,
      RecordStore records,
      IdempotencyTable claims,
      MessageQueue uploads,
      InstantSource clock,
      Redelivery redelivery,
      Duration hopReserve) {
    UploadConfig c =
        UploadConfig.from(
            Map.of(
                UploadConfig.EVENTS_STREAM, "events",
                UploadConfig.RECORDS_TABLE, "records",
                UploadConfig.REJECTS_BUCKET, rejectsBucket,
                UploadConfig.IDEMPOTENCY_TABLE, "idempotency",
                UploadConfig.UPLOADS_QUEUE_URL, "uploads"));
    this.config =
        new UploadConfig(
            c.eventsStream(),
            c.recordsTable(),
            c.rejectsBucket(),
            c.idempotencyTable(),
            c.uploadsQueueUrl(),
            c.limits(),
            new UploadConfig.Hops(c.hops().most(), hopReserve),
            CHUNK,
            c.rate(),
            c.keeping());
    this.ports = new UploadWiring.Ports(blobs, events, records, claims, uploads);
    this.clock = clock;
    this.redelivery = redelivery;
  }

  /** An invocation in an environment of its own. */
  public Invoked<List<String>> handle(List<Message> messages, Context context) {
    Deadline deadline = new Deadline(clock, RESERVE);
    UploadStage stage =
        UploadWiring.stages(config, ports, deadline, time -> {}).of(context.getAwsRequestId());
    BatchResult<Message> result =
        new QueueBatches(deadline, redelivery).work(messages, context, stage);
    return new Invoked<>(result.failed(Message::id), result.counts());
  }
}
