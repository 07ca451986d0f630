// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import jdk.jfr.consumer.RecordedFrame;

/** The sides, each on a local cloud and a DynamoDB Local of its own. */
final class Sides {
  static final String ENRICH = "millrace enrich";
  static final String WHOLE = "millrace whole path";
  static final String SAMPLE = "sample handler";
  static final String CAMEL = "camel";

  private static final String FUNCTIONS = "fn:";
  private static final String USER = "user";
  private static final String ENRICH_CLASS = "EnrichHandler";

  /** What on AWS is Lambda's: the pollers, and what hands batches to the functions. */
  private static final Predicate<List<RecordedFrame>> LAMBDA =
      frames -> Profile.within(frames, "io.millrace.local.lambda.");

  /** The consumer, but not what it calls for each record. */
  private static final Predicate<List<RecordedFrame>> CAMEL_CONSUMER =
      frames -> {
        String consumer = "org.apache.camel.component.aws2.kinesis.Kinesis2Consumer";
        return Profile.calls(frames, consumer, "poll")
                && !Profile.calls(frames, consumer, "processBatch")
            || Profile.calls(frames, consumer, "fetchAndPrepareRecordsForCamel")
                && !Profile.calls(frames, consumer, "processBatch");
      };

  private static final Bench.Job WHOLE_JOB =
      function(WHOLE, List.of(ENRICH_CLASS, "AggregateHandler", "PublishHandler"), true, true);

  private final Path home;
  private final Path work;
  private final int port;
  private final Inputs inputs;
  private String recordsTable = "";

  Sides(Path home, Path work, int port, Inputs inputs) {
    this.home = home;
    this.work = work;
    this.port = port;
    this.inputs = inputs;
  }

  /** Our function as deployed; the others of the stack are off. */
  Result enrich() {
    try (LocalCloud cloud = LocalCloud.start(home, work, port, Optional.empty());
        Clients clients = new Clients(cloud)) {
      Mappings.keepOnly(clients.lambda(), arn -> arn.endsWith("-enrich:live"));
      return new Bench(cloud, clients, new Processes(cloud.pid()), work)
          .measure(function(ENRICH, List.of(ENRICH_CLASS), false, false), inputs);
    }
  }

  /** Enrich, aggregate and publish. */
  Result wholePath() {
    try (LocalCloud cloud = LocalCloud.start(home, work, port, Optional.empty());
        Clients clients = new Clients(cloud)) {
      Result result =
          new Bench(cloud, clients, new Processes(cloud.pid()), work).measure(WHOLE_JOB, inputs);
      Verification.run(home, cloud.endpoint(), work);
      return result;
    }
  }

  /** The same once more, for what passes between it and DynamoDB. */
  void record(Recorder recorder) {
    try (LocalCloud cloud = LocalCloud.start(home, work, port, Optional.of(recorder.endpoint()));
        Clients clients = new Clients(cloud)) {
      recordsTable = cloud.recordsTable();
      recorder.phase(Recorder.Phase.WARM_UP);
      new Bench(cloud, clients, new Processes(cloud.pid()), work)
          .drive(WHOLE_JOB, inputs, () -> recorder.phase(Recorder.Phase.MEASURED));
      recorder.phase(Recorder.Phase.OVER);
    }
  }

  /** The table of what was recorded. */
  String recordsTable() {
    return recordsTable;
  }

  /** The documentation's handler under the same mapping. */
  Result sampleHandler() {
    try (LocalCloud cloud = LocalCloud.start(home, work, port, Optional.empty());
        Clients clients = new Clients(cloud)) {
      Mappings.keepOnly(clients.lambda(), arn -> false);
      SampleStack.deploy(cloud, clients, home);
      return new Bench(cloud, clients, new Processes(cloud.pid()), work)
          .measure(function(SAMPLE, List.of("SampleHandler"), false, false), inputs);
    }
  }

  /** A route of Camel's. */
  Result camel(CamelProcess.Variant variant) {
    try (LocalCloud cloud = LocalCloud.start(home, work, port, Optional.empty());
        Clients clients = new Clients(cloud)) {
      Mappings.keepOnly(clients.lambda(), arn -> false);
      Processes processes = new Processes(cloud.pid());
      try (CamelProcess camel = CamelProcess.start(home, work, cloud, variant)) {
        processes.add(camel.pid(), CAMEL);
        Bench.Job job =
            new Bench.Job(
                variant.side(),
                false,
                List.of(CAMEL),
                CAMEL,
                CAMEL_CONSUMER,
                row -> row.caller().equals(USER) && !isOurs(row),
                false);
        return new Bench(cloud, clients, processes, work).measure(job, inputs);
      }
    }
  }

  /** What the harness itself asks while it measures. */
  private static boolean isOurs(MeterRow row) {
    return row.operation().equals("PutRecords") || row.operation().equals("Scan");
  }

  private static Bench.Job function(
      String side, List<String> classes, boolean packed, boolean wholePath) {
    return new Bench.Job(
        side,
        packed,
        classes,
        Processes.CLOUD,
        LAMBDA,
        row -> row.caller().startsWith(FUNCTIONS),
        wholePath);
  }
}
