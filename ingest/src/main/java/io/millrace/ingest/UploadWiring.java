// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Backoff.Pause;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoIdempotencyTable;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.KinesisEventStream;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.aws.SqsMessageQueue;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.EventStream;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.MessageQueue;
import io.millrace.shared.port.RecordStore;
import java.time.InstantSource;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Puts the upload function together; the only place that knows clients and the environment. */
final class UploadWiring {

  /** Before the number sign of the upload function's keys in the idempotency table. */
  private static final String FUNCTION = "upload";

  private UploadWiring() {}

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

  /** What makes the stage of each invocation, on clients that live as long as the function. */
  static UploadHandler.Stages stages(Map<String, String> env) {
    UploadConfig config = UploadConfig.from(env);
    Backoff backoff = Backoff.standard();
    DynamoDbClient dynamo = Clients.dynamoDb();
    Ports ports =
        new Ports(
            new S3Blobs(Clients.s3()),
            new KinesisEventStream(Clients.kinesis(), config.eventsStream(), backoff),
            new DynamoRecordStore(dynamo, config.recordsTable(), backoff),
            new DynamoIdempotencyTable(
                dynamo, config.idempotencyTable(), FUNCTION, config.keeping().markRetention()),
            new SqsMessageQueue(Clients.sqs(), config.uploadsQueueUrl(), backoff));
    return stages(config, ports, InstantSource.system(), backoff.pause());
  }

  static UploadHandler.Stages stages(
      UploadConfig config, Ports ports, InstantSource clock, Pause pause) {
    UploadRejects rejects =
        new UploadRejects(ports.blobs, ports.records, config.rejectsBucket(), config.keeping());
    Intake intake =
        new Intake(
            ports.blobs,
            ports.stream,
            rejects,
            config,
            () -> new Pace(config.rate(), clock, pause));
    return (id, left) -> {
      Invocation invocation =
          new Invocation(id, clock.instant().plus(left), config.hops().reserve(), clock);
      Relay relay =
          new Relay(intake, ports.idempotency, ports.queue, config.hops().most(), invocation);
      return new UploadStage(relay, rejects, id);
    };
  }
}
