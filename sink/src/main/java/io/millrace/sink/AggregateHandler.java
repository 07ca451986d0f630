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

/**
 * Keeps the aggregates. Its mapping has a tumbling window for one reason: only a windowed event of
 * a DynamoDB stream names its shard. No state is kept in the window, and its last invocation, which
 * has no records, is answered like any other. Source: AWS Lambda Developer Guide, "Tumbling
 * windows".
 */
public final class AggregateHandler implements RequestStreamHandler {

  private final Aggregator aggregator;
  private final Deadline deadline;
  private final Tracing tracing;
  private final Reporting report;

  public AggregateHandler() {
    this(AggregateWiring.of(System.getenv()));
    Priming.beforeSnapshot(
        System.getenv(),
        PrimingChange::event,
        () -> new AggregateHandler(AggregateWiring.of(System.getenv())));
  }

  private AggregateHandler(AggregateWiring wiring) {
    this(wiring.aggregator(), wiring.deadline(), wiring.tracing(), wiring.report());
  }

  /**
   * @param deadline no transaction is begun when no time for work remains
   */
  AggregateHandler(Aggregator aggregator, Deadline deadline, Tracing tracing, Reporting report) {
    this.aggregator = aggregator;
    this.deadline = deadline;
    this.tracing = tracing;
    this.report = report;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    Answers.failedInWindow(work(TableChanges.of(event), context), answer);
  }

  /** Which record failed, by its sequence number. */
  List<String> work(TableChanges event, Context context) {
    List<TableChange> records = event.records();
    if (records.isEmpty()) {
      return List.of();
    }
    deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
    tracing.begin();
    tracing.records(() -> Images.recordIds(records));
    AggregateStage stage = new AggregateStage(aggregator, shard(event), deadline::remains);
    BatchResult<TableChange> result = Batch.inOrder(records, stage);
    tracing.end(result);
    report.of(result, context, Map.of("transactions", stage.transactions()));
    return result.failed(TableChange::sequenceNumber);
  }

  private static String shard(TableChanges event) {
    String shard = event.shardId();
    if (shard == null || shard.isBlank()) {
      throw new IllegalStateException(
          "The batch of "
              + event.records().getFirst().sourceArn()
              + " names no shard, and nothing is counted without: give the event source mapping a"
              + " tumbling window (TumblingWindowInSeconds)");
    }
    return shard;
  }
}
