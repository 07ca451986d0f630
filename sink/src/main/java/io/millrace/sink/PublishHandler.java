// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.StreamsEventResponse;
import io.millrace.shared.aws.Streams;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.time.Deadline;
import java.time.Duration;
import java.util.Map;

/** Archives accepted parts and announces photos, at least once. */
public final class PublishHandler implements RequestHandler<DynamodbEvent, StreamsEventResponse> {

  private final PublishStage stage;
  private final Deadline deadline;
  private final Reporting report;

  public PublishHandler() {
    this(PublishWiring.of(System.getenv()));
  }

  private PublishHandler(PublishWiring wiring) {
    this(wiring.stage(), wiring.deadline(), wiring.report());
  }

  PublishHandler(PublishStage stage, Deadline deadline, Reporting report) {
    this.stage = stage;
    this.deadline = deadline;
    this.report = report;
  }

  @Override
  public StreamsEventResponse handleRequest(DynamodbEvent event, Context context) {
    deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
    BatchResult<DynamodbStreamRecord> result = Batch.inOrder(event.getRecords(), stage);
    report.of(result, context, Map.of());
    return Streams.response(result, record -> record.getDynamodb().getSequenceNumber());
  }
}
