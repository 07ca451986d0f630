// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.Clients;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.aws.KinesisEventStream;
import io.millrace.shared.aws.S3Blobs;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.EventStream;
import io.millrace.shared.port.RecordStore;
import java.util.Map;
import java.util.function.Supplier;

/** Puts the upload function together; the only place that knows clients and the environment. */
final class UploadWiring {

  private UploadWiring() {}

  /** What makes the stage of each invocation, on clients that live as long as the function. */
  static Supplier<UploadStage> stages(Map<String, String> env) {
    UploadConfig config = UploadConfig.from(env);
    Backoff backoff = Backoff.standard();
    return stages(
        config,
        new S3Blobs(Clients.s3()),
        new KinesisEventStream(Clients.kinesis(), config.eventsStream(), backoff),
        new DynamoRecordStore(Clients.dynamoDb(), config.recordsTable(), backoff));
  }

  static Supplier<UploadStage> stages(
      UploadConfig config, Blobs blobs, EventStream stream, RecordStore records) {
    UploadRejects rejects =
        new UploadRejects(blobs, records, config.rejectsBucket(), config.keeping());
    Intake intake = new Intake(blobs, stream, rejects, config.limits());
    ReplayedLines replayed = new ReplayedLines(blobs, stream, rejects, config.limits());
    return () -> new UploadStage(intake, rejects, replayed);
  }
}
