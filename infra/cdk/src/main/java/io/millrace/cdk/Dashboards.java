// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import static io.millrace.cdk.Operations.STAGES;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import software.constructs.Construct;

/**
 * Three dashboards: what comes of it, for who pays; what is wrong where, for who was woken; and
 * why, for who looks into it. Stages stand side by side in the order of the pipeline.
 */
final class Dashboards {

  private static final int MINUTE = 60;
  private static final int HOUR = Thresholds.HOUR;
  private static final int TEXT = 2;
  private static final int GRAPH = 6;
  private static final int NUMBER = 4;

  private static final List<String> FUNCTIONS =
      Stream.concat(STAGES.stream(), Stream.of(Operations.REDRIVE)).toList();

  private Dashboards() {}

  /**
   * @param page logical ids of the alarms that page
   * @param ticket those of the others
   */
  static void create(Construct scope, List<String> page, List<String> ticket) {
    executive(scope);
    onCall(scope, page, ticket);
    debug(scope);
  }

  private static void executive(Construct scope) {
    new Widgets("-P30D")
        .row(
            TEXT,
            List.of(
                Widgets.text(
                    "## ${AWS::StackName}\nEvents and photos, what they cost (by units, us-east-1"
                        + " prices) and what is left of the objective of "
                        + Objective.PERCENT
                        + " %. Counts that stages make of themselves are of all stacks of the"
                        + " account and region.")))
        .row(
            NUMBER,
            List.of(
                Widgets.numbers("Events in", Series.of("events", stage("enrich", "received"))),
                Widgets.numbers(
                    "Events recorded", Series.of("recorded", stage("enrich", "accepted"))),
                Widgets.numbers("Photos resized", Series.of("photos", stage("resize", "accepted"))),
                Widgets.numbers(
                    "Failures' budget left, %", Series.of("percent", Objective.budgetLeft()))))
        .row(
            GRAPH,
            List.of(
                Widgets.lines(
                    "Events an hour",
                    HOUR,
                    Series.of("in", stage("enrich", "received"))
                        .and("recorded", stage("enrich", "accepted"))
                        .and("rejected", stage("enrich", "rejected"))),
                Widgets.lines(
                    "Photos an hour",
                    HOUR,
                    Series.of("resized", stage("resize", "accepted"))
                        .and("rejected", stage("resize", "rejected")))))
        .row(
            GRAPH,
            List.of(
                Widgets.lines(
                    "Dollars an hour",
                    HOUR,
                    Series.of("functions", HourlyCost.functions()).and("data", HourlyCost.data())),
                Widgets.numbers(
                    "Dollars of the time shown",
                    Series.of("functions", HourlyCost.functions()).and("data", HourlyCost.data())),
                Widgets.lines(
                    "How fast failures use up their budget (1: just allowed)",
                    HOUR,
                    Series.of("burn rate", Objective.burnRate()))))
        .create(scope, "executive");
  }

  private static void onCall(Construct scope, List<String> page, List<String> ticket) {
    new Widgets("-PT3H")
        .row(
            TEXT,
            List.of(
                Widgets.text(
                    "An alarm's description names its runbook in `"
                        + Runbook.FOLDER
                        + "`. Columns are the way of an event: upload → enrich → resize (photos),"
                        + " then aggregate and publish from the records' changes.")))
        .row(
            NUMBER,
            List.of(Widgets.alarms("Told", List.of("PageAlarm", "TicketAlarm", "DeployingAlarm"))))
        .row(2 * GRAPH, List.of(Widgets.alarms("Pages", page), Widgets.alarms("Tickets", ticket)))
        .row(GRAPH, waiting())
        .row(
            GRAPH,
            each(
                stage ->
                    Widgets.lines(
                        stage + ": invocations",
                        MINUTE,
                        Series.of("invocations", alias(stage, "Invocations", "Sum"))
                            .and("errors", alias(stage, "Errors", "Sum"))
                            .and("throttles", alias(stage, "Throttles", "Sum")))))
        .row(
            GRAPH,
            each(
                stage ->
                    Widgets.lines(
                        stage + ": percent of its timeout",
                        MINUTE,
                        Series.of("p99", Signal.timeoutPercent(stage)))))
        .row(
            GRAPH,
            List.of(
                deadLetters("uploads-dlq"),
                deadLetters("resize-dlq"),
                Widgets.lines(
                    "Given up by mappings",
                    MINUTE,
                    Series.of("enrich kept", kept("enrich"))
                        .and("aggregate kept", kept("aggregate"))
                        .and("publish kept", kept("publish"))
                        .and("dropped", Signal.dropped()))))
        .create(scope, "on-call");
  }

  /** What waits in front of each stage. */
  private static List<ObjectNode> waiting() {
    return each(
        stage ->
            switch (stage) {
              case "upload" -> queued("uploads");
              case "resize" -> queued("resize");
              default ->
                  Widgets.lines(
                      stage + ": behind, ms",
                      MINUTE,
                      Series.of("iterator age", alias(stage, "IteratorAge", "Maximum")));
            });
  }

  private static void debug(Construct scope) {
    new Widgets("-PT1H")
        .row(
            GRAPH,
            FUNCTIONS.stream()
                .map(
                    function ->
                        Widgets.lines(
                            function + ": ms",
                            MINUTE,
                            Series.of("p50", alias(function, "Duration", "p50"))
                                .and("p90", alias(function, "Duration", "p90"))
                                .and("p99", alias(function, "Duration", "p99"))))
                .toList())
        .row(
            GRAPH,
            List.of(
                Widgets.lines(
                    "Concurrency",
                    MINUTE,
                    Series.each(
                        STAGES,
                        stage -> Measure.function(stage, "ConcurrentExecutions", "Maximum"))),
                Widgets.lines(
                    "Records of a batch",
                    MINUTE,
                    Series.each(STAGES, stage -> Measure.stage(stage, "received", "Average"))),
                Widgets.lines(
                    "Retried", MINUTE, Series.each(STAGES, stage -> stage(stage, "retried"))),
                Widgets.lines(
                    "Not attempted",
                    MINUTE,
                    Series.each(STAGES, stage -> stage(stage, "notAttempted")))))
        .row(
            GRAPH,
            List.of(
                table("records"),
                table("aggregates"),
                table("idempotency"),
                Widgets.lines(
                    "Stream",
                    MINUTE,
                    Series.of("bytes in", Measure.stream("IncomingBytes"))
                        .and("bytes out", Measure.stream("GetRecords.Bytes"))
                        .and("records in", Measure.stream("IncomingRecords"))
                        .and("refused", Measure.stream("WriteProvisionedThroughputExceeded")))))
        .row(
            GRAPH,
            List.of(
                Widgets.lines(
                    "Deployment hook",
                    MINUTE,
                    Series.of("calls", hook("Invocations"))
                        .and("errors", hook("Errors"))
                        .and("ms", Measure.function(Operations.HOOK, "Duration", "Maximum"))),
                Widgets.logs(
                    "What the hook said",
                    List.of(Operations.HOOK),
                    "fields @timestamp, @message | filter ispresent(level) | sort @timestamp desc"
                        + " | limit 20")))
        .row(
            GRAPH,
            List.of(
                Widgets.logs(
                    "Batches with failures, and why",
                    STAGES,
                    "fields @timestamp, stage, retried, notAttempted, causes.0, requestId"
                        + " | filter level = 'WARN' or level = 'ERROR'"
                        + " | sort @timestamp desc | limit 50")))
        .row(
            GRAPH,
            List.of(
                Widgets.logs(
                    "Starts, times and memory",
                    FUNCTIONS,
                    "filter type = 'platform.report'"
                        + " | stats count(*) as calls, count(record.metrics.initDurationMs) as starts,"
                        + " max(record.metrics.durationMs) as longestMs,"
                        + " max(record.metrics.maxMemoryUsedMB) as mostMB by @log")))
        .create(scope, "debug");
  }

  private static ObjectNode queued(String queue) {
    return Widgets.lines(
        queue + ": waiting",
        MINUTE,
        Series.of("messages", queue(queue, "ApproximateNumberOfMessagesVisible"))
            .and("in work", queue(queue, "ApproximateNumberOfMessagesNotVisible"))
            .and("oldest, s", queue(queue, "ApproximateAgeOfOldestMessage")));
  }

  private static ObjectNode deadLetters(String queue) {
    return Widgets.lines(
        queue,
        MINUTE,
        Series.of("messages", queue(queue, "ApproximateNumberOfMessagesVisible"))
            .and("oldest, s", queue(queue, "ApproximateAgeOfOldestMessage")));
  }

  private static ObjectNode table(String table) {
    return Widgets.lines(
        table + ": units",
        MINUTE,
        Series.of("written", Measure.table(table, "ConsumedWriteCapacityUnits"))
            .and("read", Measure.table(table, "ConsumedReadCapacityUnits"))
            .and("writes refused", Measure.table(table, "WriteThrottleEvents"))
            .and("reads refused", Measure.table(table, "ReadThrottleEvents")));
  }

  private static Measure alias(String function, String metric, String statistic) {
    return Measure.alias(function, metric, statistic);
  }

  private static Measure hook(String metric) {
    return Measure.function(Operations.HOOK, metric, "Sum");
  }

  private static Measure kept(String stage) {
    return Measure.mapping(stage, "OnFailureDestinationDeliveredEventCount");
  }

  private static Measure queue(String queue, String metric) {
    return Measure.queue(queue, metric, "Maximum");
  }

  private static Measure stage(String stage, String count) {
    return Measure.stage(stage, count, "Sum");
  }

  private static List<ObjectNode> each(Function<String, ObjectNode> widget) {
    return STAGES.stream().map(widget).toList();
  }
}
