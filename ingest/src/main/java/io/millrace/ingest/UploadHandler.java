// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import io.millrace.shared.aws.Messages;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.observe.BatchReport;

/** Entry of the upload function: notifications of the uploads bucket, by way of a queue. */
public final class UploadHandler implements RequestHandler<SQSEvent, SQSBatchResponse> {

  private final UploadWiring wiring;
  private final BatchReport report;

  /**
   * For Lambda: everything from the environment.
   *
   * @throws IllegalArgumentException naming every setting that is wrong
   */
  public UploadHandler() {
    this(UploadWiring.of(System.getenv()), new BatchReport(UploadRejects.STAGE));
  }

  UploadHandler(UploadWiring wiring, BatchReport report) {
    this.wiring = wiring;
    this.report = report;
  }

  @Override
  public SQSBatchResponse handleRequest(SQSEvent event, Context context) {
    UploadStage stage = wiring.stages().of(context.getAwsRequestId());
    BatchResult<Message> result = wiring.batches().work(event, context, stage);
    report.of(result, context, stage.lines().byName());
    return Messages.response(result);
  }
}
