// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.millrace.shared.aws.Answers;
import io.millrace.shared.aws.Messages;
import io.millrace.shared.aws.Messages.Message;
import io.millrace.shared.aws.QueueBatches;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.batch.Stage;
import io.millrace.shared.observe.BatchReport;
import io.millrace.shared.priming.Priming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Entry of the function that resizes photos: one SQS message, one photo. */
public final class ResizeHandler implements RequestStreamHandler {

  private final Stage<Message, ?> stage;
  private final QueueBatches batches;
  private final BatchReport report = new BatchReport(ResizeStage.NAME);

  /** Called by Lambda, once for each environment. */
  public ResizeHandler() {
    this(ResizeWiring.of(System.getenv()));
    Priming.beforeSnapshot(
        System.getenv(),
        ResizeHandler::primingEvent,
        () -> new ResizeHandler(ResizeWiring.of(System.getenv())));
  }

  /** A photo that turns out to be none: everything but the pixels. */
  static String primingEvent() {
    return """
        {"Records":[{"messageId":"1","receiptHandle":"1","eventSourceARN":"priming","attributes":{},
        "body":"{\\"id\\":\\"00000000000000000000000000000000\\",\\"time\\":\\"2026-11-23T10:15:29Z\\",\\"photo\\":{\\"bucket\\":\\"priming\\",\\"key\\":\\"priming\\",\\"etag\\":\\"0\\",\\"bytes\\":1,\\"contentType\\":\\"image/jpeg\\"}}"}]}""";
  }

  private ResizeHandler(ResizeWiring wiring) {
    this(wiring.stage(), wiring.batches());
  }

  ResizeHandler(Stage<Message, ?> stage, QueueBatches batches) {
    this.stage = stage;
    this.batches = batches;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    BatchResult<Message> result = batches.work(Messages.of(event), context, stage);
    report.of(result, context, Map.of());
    Answers.failed(result.failed(Message::id), answer);
  }
}
