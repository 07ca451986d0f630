// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.millrace.shared.aws.Messages;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Invoked;
import io.millrace.shared.port.Blobs;
import io.millrace.shared.port.EventStream;
import io.millrace.shared.port.RecordStore;
import java.util.Map;
import java.util.function.Supplier;

/** The upload function on ports of the caller's, for tests outside this package. */
public final class UploadUnderTest {

  private final Supplier<UploadStage> stages;

  public UploadUnderTest(
      Blobs blobs, String rejectsBucket, EventStream events, RecordStore records) {
    Map<String, String> env =
        Map.of(
            UploadConfig.EVENTS_STREAM, "events",
            UploadConfig.RECORDS_TABLE, "records",
            UploadConfig.REJECTS_BUCKET, rejectsBucket);
    stages = UploadWiring.stages(UploadConfig.from(env), blobs, events, records);
  }

  public Invoked<SQSBatchResponse> handle(SQSEvent event) {
    BatchResult<Message> result = Batch.independently(Messages.of(event), stages.get());
    return new Invoked<>(Messages.response(result), result.counts());
  }
}
