// SPDX-License-Identifier: Apache-2.0
package io.millrace.enrich;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.millrace.shared.aws.Answers;
import io.millrace.shared.aws.StreamRecord;
import io.millrace.shared.aws.Streams;
import io.millrace.shared.batch.Batch;
import io.millrace.shared.batch.BatchResult;
import io.millrace.shared.observe.BatchReport;
import io.millrace.shared.priming.Priming;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Entry of the enrich function: a batch of Kinesis records, in order. */
public final class EnrichHandler implements RequestStreamHandler {

  private final NetworkPlaces places;
  private final EnrichStage stage;
  private final Deadline deadline;
  private final Tracing tracing = Tracing.ofInvocations(EnrichStage.NAME, System.getenv());
  private final BatchReport report = new BatchReport(EnrichStage.NAME);

  /** Called once per environment: no ids, seeds or time may be kept here. */
  public EnrichHandler() {
    this(Deadline.ofInvocations());
    Priming.beforeSnapshot(
        System.getenv(),
        EnrichHandler::primingEvent,
        () -> new EnrichHandler(Deadline.ofInvocations()));
  }

  /** One event with an address, and one that is too old: both ways through the stage. */
  static String primingEvent() {
    String events =
        """
        {"specversion":"1.0","id":"1","source":"priming","type":"priming",
        "time":"2026-11-23T10:15:29Z","clientip":"192.0.2.1","data":{"a":1}}
        {"specversion":"1.0","id":"2","source":"priming","type":"priming",
        "time":"2020-01-01T00:00:00Z","data":"b"}""";
    return """
        {"Records":[{"eventID":"shardId-0:1","kinesis":{"sequenceNumber":"1",
        "approximateArrivalTimestamp":1795428929.123,"data":"%s"}}]}"""
        .formatted(Base64.getEncoder().encodeToString(events.getBytes(StandardCharsets.UTF_8)));
  }

  private EnrichHandler(Deadline deadline) {
    EnrichConfig config = EnrichConfig.from(System.getenv());
    this.places = EnrichWiring.places(config, deadline, tracing);
    this.stage = EnrichWiring.stage(config, places, deadline, tracing);
    this.deadline = deadline;
  }

  @Override
  public void handleRequest(InputStream event, OutputStream answer, Context context)
      throws IOException {
    deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
    tracing.begin();
    // Here and nowhere later: all records of an invocation are located by one build.
    places.look();
    List<StreamRecord> records = Streams.records(event);
    BatchResult<StreamRecord> result = Batch.inOrder(records, stage);
    tracing.end(result);
    report.of(result, context, Map.of("streamRecords", (long) records.size()));
    Answers.failed(result.failed(StreamRecord::sequenceNumber), answer);
  }
}
