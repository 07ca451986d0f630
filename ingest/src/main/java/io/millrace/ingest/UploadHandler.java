// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.millrace.shared.aws.Answers;
import io.millrace.shared.aws.Messages;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.observe.BatchReport;
import io.millrace.shared.priming.Priming;
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
    Priming.beforeSnapshot(
        System.getenv(),
        UploadHandler::primingEvent,
        () ->
            new UploadHandler(
                UploadWiring.of(System.getenv()), new BatchReport(UploadRejects.STAGE)));
  }

  /** An object that holds nothing. */
  static String primingEvent() {
    return """
        {"Records":[{"messageId":"1","receiptHandle":"1","eventSourceARN":"priming","attributes":{},
        "body":"{\\"Records\\":[{\\"eventName\\":\\"ObjectCreated:Put\\",\\"s3\\":{\\"bucket\\":{\\"name\\":\\"priming\\"},\\"object\\":{\\"key\\":\\"priming\\",\\"size\\":0,\\"eTag\\":\\"0\\"}}}]}"}]}""";
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
