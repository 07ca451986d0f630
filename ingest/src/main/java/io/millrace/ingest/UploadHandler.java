// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.millrace.shared.aws.Answers;
import io.millrace.shared.aws.Messages;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.observe.BatchReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Entry of the upload function: notifications of the uploads bucket, by way of a queue. */
public final class UploadHandler implements RequestStreamHandler {

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
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    UploadStage stage = wiring.stages().of(context.getAwsRequestId());
    BatchResult<Message> result = wiring.batches().work(Messages.of(event), context, stage);
    report.of(result, context, stage.lines().byName());
    Answers.failed(result.failed(Message::id), answer);
  }
}
