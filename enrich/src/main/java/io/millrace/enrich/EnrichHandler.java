// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.KinesisEvent;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.aws.Streams;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.observe.BatchReport;
import io.millrace.shared.time.Deadline;
import java.time.Duration;
import java.util.Map;

/** Entry of the enrich function: a batch of Kinesis records, in order. */
public final class EnrichHandler implements RequestHandler<KinesisEvent, StreamsEventResponse> {

  private final EnrichStage stage;
  private final Deadline deadline;
  private final BatchReport report = new BatchReport(EnrichStage.NAME);

  /** Called once per environment: no ids, seeds or time may be kept here. */
  public EnrichHandler() {
    this(Deadline.ofInvocations());
  }

  private EnrichHandler(Deadline deadline) {
    this(EnrichWiring.stage(System.getenv(), deadline), deadline);
  }

  EnrichHandler(EnrichStage stage, Deadline deadline) {
    this.stage = stage;
    this.deadline = deadline;
  }

  @Override
  public StreamsEventResponse handleRequest(KinesisEvent event, Context context) {
    deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
    BatchResult<StreamRecord> result = Batch.inOrder(Streams.records(event), stage);
    report.of(result, context, Map.of("streamRecords", (long) event.getRecords().size()));
    return Streams.response(result, StreamRecord::sequenceNumber);
  }
}
