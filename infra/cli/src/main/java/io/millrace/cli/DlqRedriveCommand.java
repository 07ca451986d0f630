// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.cli.DeadLetterQueues.Queue;
import io.millrace.cli.FailedObjects.Failed;
import io.millrace.cli.MoveTasks.Moved;
import io.millrace.operations.RedriveReport;
import io.millrace.operations.RedriveReport.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace dlq redrive}: the way back, once the cause is mended. */
@Command(
    name = "redrive",
    header = "Hand what failed back to its stage, once the cause is mended.",
    description = {
      "Messages move back to their queue, failed batches go to the stage's function with their original"
          + " shards and sequence numbers, and are moved to redriven/ when done.",
      "Stopped in the middle it goes on where it was when called again; twice, or by two people at once,"
          + " nothing counts twice. Batches older than 14 days are refused.",
      "Exit code 1 when something is left failed. To step through one batch under a debugger instead, use"
          + " 'millrace replay OBJECT'."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace dlq redrive --dry-run",
      "  ./millrace dlq redrive --stage enrich --since 2h --rate 5"
    })
final class DlqRedriveCommand implements Callable<Integer> {

  private final Output output;

  @Mixin private final DlqSelection selection = new DlqSelection();
  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.PerSecond.class,
      description = "At most so many messages, and so many batches, a second: 1 to 500.")
  private @Nullable Integer rate;

  @Option(names = "--dry-run", description = "Say what would be redriven, and do nothing.")
  private boolean dryRun;

  DlqRedriveCommand(Output output) {
    this.output = output;
  }

  private record Answer(
      boolean dryRun,
      List<Moved> queues,
      int batches,
      long redriven,
      long records,
      long left,
      List<RedriveReport> notDone) {}

  @Override
  public Integer call() {
    List<Moved> moved = new ArrayList<>();
    List<RedriveReport> reports;
    try (Clients clients = backend.connect();
        ProgressBar progress = output.progress()) {
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      MoveTasks tasks = new MoveTasks(clients.sqs());
      for (Queue queue : new DeadLetterQueues(clients.sqs(), resources).list(selection)) {
        if (queue.waiting() > 0) {
          moved.add(
              dryRun
                  ? new Moved(queue.name(), queue.waiting(), "")
                  : tasks.move(queue, rate, (n, of) -> show(progress, queue.name(), n, of)));
        }
      }
      List<String> keys =
          new FailedObjects(clients.s3(), resources.failuresBucket(), backend.stack())
              .list(selection, Instant.now()).stream().map(Failed::key).toList();
      reports =
          new Redriver(
                  clients.lambdaOnce(Redriver.LONGEST), resources.redriveFunction(), dryRun, rate)
              .redrive(keys, (report, n) -> show(progress, "batches", n, keys.size()));
    }
    Answer answer = answer(moved, reports);
    if (format.json()) {
      output.json(answer);
    } else {
      show(answer);
    }
    boolean failed =
        reports.stream().anyMatch(Redriver::failed)
            || moved.stream().anyMatch(one -> !one.problem().isEmpty());
    return failed ? Exit.FAILED : Exit.DONE;
  }

  private Answer answer(List<Moved> moved, List<RedriveReport> reports) {
    Status done = dryRun ? Status.READY : Status.REDRIVEN;
    return new Answer(
        dryRun,
        moved,
        reports.size(),
        reports.stream().filter(report -> report.status() == done).count(),
        reports.stream().mapToLong(dryRun ? RedriveReport::left : RedriveReport::done).sum(),
        dryRun ? 0 : reports.stream().mapToLong(RedriveReport::left).sum(),
        reports.stream().filter(report -> report.status() != done).toList());
  }

  private void show(Answer answer) {
    String verb = dryRun ? "would go back" : "went back";
    if (answer.queues().isEmpty() && answer.batches() == 0) {
      output.line("Nothing has failed for good.");
      return;
    }
    answer
        .queues()
        .forEach(
            one -> {
              output.line(
                  Texts.grouped(one.messages()) + " messages of " + one.queue() + " " + verb);
              if (!one.problem().isEmpty()) {
                output.line("  not all of them: " + one.problem());
              }
            });
    if (answer.batches() > 0) {
      output.line(
          Texts.grouped(answer.redriven())
              + " of "
              + Texts.grouped(answer.batches())
              + " batches "
              + verb
              + ", "
              + Texts.grouped(answer.records())
              + " records");
    }
    answer.notDone().forEach(report -> problem(output, report));
  }

  /** Says what is left of an object, and why. */
  static void problem(Output output, RedriveReport report) {
    output.line("  " + report.status() + " " + report.key());
    output.line("    " + report.detail());
    report
        .problems()
        .forEach(problem -> output.line("    " + problem.record() + ": " + problem.why()));
  }

  private static void show(ProgressBar progress, String what, long n, long of) {
    progress.show(
        of == 0 ? 1 : (double) n / of,
        "redriving " + what + ": " + Texts.grouped(n) + " of " + Texts.grouped(of));
  }
}
