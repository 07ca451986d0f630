// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.millrace.shared.aws.Answers;
import io.millrace.shared.aws.TableChange;
import io.millrace.shared.aws.TableChanges;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.priming.Priming;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Archives accepted parts and announces photos, at least once. */
public final class PublishHandler implements RequestStreamHandler {

  private final PublishStage stage;
  private final Deadline deadline;
  private final Tracing tracing;
  private final Reporting report;

  public PublishHandler() {
    this(PublishWiring.of(System.getenv()));
    Priming.beforeSnapshot(
        System.getenv(),
        PrimingChange::event,
        () -> new PublishHandler(PublishWiring.of(System.getenv())));
  }

  private PublishHandler(PublishWiring wiring) {
    this(wiring.stage(), wiring.deadline(), wiring.tracing(), wiring.report());
  }

  PublishHandler(PublishStage stage, Deadline deadline, Tracing tracing, Reporting report) {
    this.stage = stage;
    this.deadline = deadline;
    this.tracing = tracing;
    this.report = report;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Answers.failed(work(TableChanges.of(event).records(), context), answer);
  }

  /** Which record failed, by its sequence number. */
  List<String> work(List<TableChange> records, Context context) {
    deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
    tracing.begin();
    tracing.records(() -> Images.recordIds(records));
    BatchResult<TableChange> result = Batch.inOrder(records, stage);
    tracing.end(result);
    report.of(result, context, Map.of());
    return result.failed(TableChange::sequenceNumber);
  }
}
