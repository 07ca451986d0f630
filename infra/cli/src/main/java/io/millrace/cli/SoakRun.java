// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.operations.RedriveReport;
import io.millrace.samples.Expected;
import io.millrace.samples.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.function.LongPredicate;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One soak: traffic on a bad day, the day after, and the comparison. */
final class SoakRun {

  /** What still fails after so many redrives without faults is a defect. */
  private static final int REDRIVES = 5;

  private final RunningCloud running;
  private final Output output;
  private final long seed;
  private final long start = System.nanoTime();
  private long deadLettered;
  private long redriven;

  SoakRun(RunningCloud running, Output output, long seed) {
    this.running = running;
    this.output = output;
    this.seed = seed;
  }

  SoakReport run(int perSecond, LongPredicate enough) {
    Clients clients = running.clients();
    Resources resources = running.resources();
    settle();
    ShortWaits.set(clients, resources, RunningCloud.STACK);
    SoakTraffic traffic = new SoakTraffic(new Traffic(seed, Instant.now()), clients, resources);
    SortedMap<String, Long> faults;
    int kills;
    int restarts;
    try (ProgressBar progress = output.progress()) {
      Chaos chaos = new Chaos(seed, running.cloud().faults(), clients.lambda());
      try (chaos) {
        traffic.run(perSecond, enough, progress);
      }
      faults = chaos.hits();
      kills = chaos.kills();
      restarts = chaos.restarts();
      output.note("The faults are over; waiting for what is left");
      Drain drain = new Drain(running, progress);
      drain.await(traffic.input().parts());
      for (int i = 0; i < REDRIVES && redrive(clients, resources); i++) {
        drain.await(traffic.input().parts());
      }
    }
    return report(traffic, faults, kills, restarts);
  }

  /**
   * Lets the test event go that S3 sends to a new target: hidden for the long time that the queue
   * still has, it would come back 12 minutes after a kill.
   */
  private void settle() {
    try (ProgressBar progress = output.progress()) {
      new Drain(running, progress).await(0);
    }
  }

  /** Hands everything back that was given up; false when there was nothing. */
  private boolean redrive(Clients clients, Resources resources) {
    DlqSelection all = new DlqSelection();
    long given = 0;
    MoveTasks tasks = new MoveTasks(clients.sqs());
    for (DeadLetterQueues.Queue queue : new DeadLetterQueues(clients.sqs(), resources).list(all)) {
      if (queue.waiting() > 0) {
        given += queue.waiting();
        redriven += tasks.move(queue, null, (moved, of) -> {}).messages();
      }
    }
    List<String> keys =
        new FailedObjects(clients.s3(), resources.failuresBucket(), RunningCloud.STACK)
            .list(all, Instant.now()).stream().map(FailedObjects.Failed::key).toList();
    given += keys.size();
    redriven +=
        new Redriver(clients.lambdaOnce(Redriver.LONGEST), resources.redriveFunction(), false, null)
            .redrive(keys, (report, n) -> {}).stream()
                .filter(report -> report.status() == RedriveReport.Status.REDRIVEN)
                .count();
    deadLettered += given;
    return given > 0;
  }

  private SoakReport report(
      SoakTraffic traffic, SortedMap<String, Long> faults, int kills, int restarts) {
    Input input = traffic.input();
    Expected expected = traffic.expected();
    Census census = new Census(running.clients(), running.resources());
    Census.Tables tables = census.tables(() -> new RecordCounts(input.eventKeys()));
    RecordCounts records = tables.records();
    Findings found =
        new Findings(
            input,
            records,
            tables.aggregates(),
            census.renditions().stream().map(S3Object::key).toList(),
            census.deadLetters(),
            tables.verification(),
            List.of(),
            Duration.ofNanos(System.nanoTime() - start));
    List<String> differences = new ArrayList<>(Comparison.of(found));
    differences.addAll(Comparison.with(found, expected));
    return new SoakReport(
        seed,
        found.elapsed(),
        expected.events().received(),
        input.photos(),
        records.events() + records.photos().size(),
        records.rejectedEvents() + records.rejectedPhotos(),
        faults,
        kills,
        restarts,
        deadLettered,
        redriven,
        tables.verification().exact(),
        differences);
  }
}
