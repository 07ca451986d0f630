// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent.DynamodbStreamRecord;
import com.amazonaws.services.lambda.runtime.events.DynamodbTimeWindowEvent;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse;
import com.amazonaws.services.lambda.runtime.events.TimeWindowEventResponse.BatchItemFailure;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.time.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Keeps the aggregates. Its mapping has a tumbling window for one reason: only a windowed event of
 * a DynamoDB stream names its shard. No state is kept in the window, and its last invocation, which
 * has no records, is answered like any other. Source: AWS Lambda Developer Guide, "Tumbling
 * windows".
 */
public final class AggregateHandler
    implements RequestHandler<DynamodbTimeWindowEvent, TimeWindowEventResponse> {

  private final Aggregator aggregator;
  private final Deadline deadline;
  private final Reporting report;

  public AggregateHandler() {
    this(AggregateWiring.of(System.getenv()));
  }

  private AggregateHandler(AggregateWiring wiring) {
    this(wiring.aggregator(), wiring.deadline(), wiring.report());
  }

  /**
   * @param deadline no transaction is begun when no time for work remains
   */
  AggregateHandler(Aggregator aggregator, Deadline deadline, Reporting report) {
    this.aggregator = aggregator;
    this.deadline = deadline;
    this.report = report;
  }

  @Override
  public TimeWindowEventResponse handleRequest(DynamodbTimeWindowEvent event, Context context) {
    List<DynamodbStreamRecord> records = event.getRecords();
    if (records == null || records.isEmpty()) {
      return response(List.of());
    }
    deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
    AggregateStage stage = new AggregateStage(aggregator, shard(event), deadline::remains);
    BatchResult<DynamodbStreamRecord> result = Batch.inOrder(records, stage);
    report.of(result, context, Map.of("transactions", stage.transactions()));
    return response(
        result.failed().stream()
            .map(record -> new BatchItemFailure(record.getDynamodb().getSequenceNumber()))
            .toList());
  }

  private static String shard(DynamodbTimeWindowEvent event) {
    String shard = event.getShardId();
    if (shard == null || shard.isBlank()) {
      throw new IllegalStateException(
          "The batch of "
              + event.getRecords().getFirst().getEventSourceARN()
              + " names no shard, and nothing is counted without: give the event source mapping a"
              + " tumbling window (TumblingWindowInSeconds)");
    }
    return shard;
  }

  private static TimeWindowEventResponse response(List<BatchItemFailure> failures) {
    return TimeWindowEventResponse.builder()
        .withState(Map.of())
        .withBatchItemFailures(failures)
        .build();
  }
}
