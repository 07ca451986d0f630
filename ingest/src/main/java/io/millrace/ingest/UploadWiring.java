// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Backoff.Pause;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoIdempotencyTable;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.KinesisEventStream;
import io.millrace.shared.aws.Later;
import io.millrace.shared.aws.QueueBatches;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.aws.SqsMessageQueue;
import io.millrace.shared.aws.TracedRecords;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.EventStream;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.MessageQueue;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the upload function together; the only place that knows clients and the environment. */
record UploadWiring(Stages stages, QueueBatches batches) {

  /** Before the number sign of the upload function's keys in the idempotency table. */
  private static final String FUNCTION = "upload";

  /** Makes the stage of each invocation, on clients that live as long as the function. */
  @FunctionalInterface
  interface Stages {

    /**
     * @param invocation its id
     */
    UploadStage of(String invocation);
  }

  /**
   * What the stage needs of the world.
   *
   * @param queue where pokes go
   */
  record Ports(
      Blobs blobs,
      EventStream stream,
      RecordStore records,
      IdempotencyTable idempotency,
      MessageQueue queue) {}

  static UploadWiring of(Map<String, String> env) {
    UploadConfig config = UploadConfig.from(env);
    Deadline deadline = Deadline.ofInvocations();
    Tracing tracing = Tracing.ofInvocations(FUNCTION, env);
    Backoff backoff = Backoff.standard(deadline);
    DynamoDbClient dynamo = Clients.dynamoDb(deadline, tracing);
    Ports ports =
        new Ports(
            new S3Blobs(Clients.s3(deadline, tracing)),
            new KinesisEventStream(
                Clients.kinesis(deadline, tracing), config.eventsStream(), backoff, tracing),
            new TracedRecords(
                new DynamoRecordStore(dynamo, config.recordsTable(), backoff), tracing),
            new DynamoIdempotencyTable(
                dynamo, config.idempotencyTable(), FUNCTION, config.keeping().markRetention()),
            // Only a file that is handed on needs it.
            new SqsMessageQueue(
                Later.of(() -> Clients.sqs(deadline, tracing)),
                config.uploadsQueueUrl(),
                backoff,
                body -> tracing.header()));
    return new UploadWiring(
        stages(config, ports, deadline, backoff.pause()),
        QueueBatches.of(config.uploadsQueueUrl(), deadline, tracing, env));
  }

  static Stages stages(UploadConfig config, Ports ports, Deadline deadline, Pause pause) {
    UploadRejects rejects =
        new UploadRejects(ports.blobs, ports.records, config.rejectsBucket(), config.keeping());
    Intake intake =
        new Intake(
            ports.blobs,
            ports.stream,
            rejects,
            config,
            () -> new Pace(config.rate(), deadline::now, pause));
    Relay relay =
        new Relay(
            intake,
            ports.idempotency,
            ports.queue,
            config.hops().most(),
            deadline.reserving(config.hops().reserve()));
    ReplayedLines replayed = new ReplayedLines(ports.blobs, ports.stream, rejects, config.limits());
    return invocation -> new UploadStage(relay, rejects, replayed, invocation);
  }
}
