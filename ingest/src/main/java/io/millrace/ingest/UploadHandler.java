// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.millrace.shared.aws.Messages;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.observe.BatchReport;
import java.time.Duration;

/** Entry of the upload function: notifications of the uploads bucket, by way of a queue. */
public final class UploadHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final Stages stages;
  private final BatchReport report;

  /** Makes the stage of one invocation. */
  @FunctionalInterface
  interface Stages {
    UploadStage of(String invocation, Duration left);
  }

  /**
   * For Lambda: everything from the environment.
   *
   * @throws IllegalArgumentException naming every setting that is wrong
   */
  public UploadHandler() {
    this(UploadWiring.stages(System.getenv()), new BatchReport(UploadRejects.STAGE));
  }

  UploadHandler(Stages stages, BatchReport report) {
    this.stages = stages;
    this.report = report;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    Duration left = Duration.ofMillis(context.getRemainingTimeInMillis());
    UploadStage stage = stages.of(context.getAwsRequestId(), left);
    BatchResult<Message> result = Batch.independently(Messages.of(event), stage);
    report.of(result, context, stage.lines().byName());
    return Messages.response(result);
  }
}
