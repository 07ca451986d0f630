// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.cli.ReplayObjects.Packed;
import io.millrace.cli.ReplayRecord.Ready;
import io.millrace.cli.ReplayRecord.Stuck;
import io.millrace.operations.RedriveReport;
import io.millrace.operations.RedriveReport.Status;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.DynamoRecordStore;
import io.millrace.shared.port.RecordStore;
import io.millrace.shared.record.RejectPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code millrace rejects replay}: wrong input judged again, after a fix. */
@Command(
    name = "replay",
    header = "Have rejects judged again by their stage, after a fix of its code or settings.",
    description = {
      "Each goes back as it came, and ends accepted or rejected again: once, however often it is called.",
      "What could not be tried stays in the failures bucket, for 'millrace dlq redrive'. Exit code 1 when"
          + " something failed; being rejected again is no failure."
    },
    footer = {
      "",
      "Examples:",
      "  ./millrace rejects replay --reason TOO_OLD --since 1d --dry-run",
      "  ./millrace rejects replay --stage resize"
    })
final class RejectsReplayCommand implements Callable<Integer> {

  private static final int MAX_LISTED = 20;

  private final Output output;

  @Mixin private final RejectSelection selection = new RejectSelection();
  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Option(
      names = "--rate",
      paramLabel = "N",
      converter = WholeNumber.PerSecond.class,
      description = "At most so many batches a second: 1 to 500.")
  private @Nullable Integer rate;

  @Option(names = "--dry-run", description = "Say what would be replayed, and do nothing.")
  private boolean dryRun;

  RejectsReplayCommand(Output output) {
    this.output = output;
  }

  private record Failed(String id, String why) {}

  private record Answer(
      boolean dryRun,
      int rejects,
      Map<String, Long> byReason,
      long accepted,
      long rejectedAgain,
      List<Failed> failed) {}

  @Override
  public Integer call() {
    Instant now = Instant.now();
    List<RejectPart> rejects;
    List<Failed> failed = new ArrayList<>();
    long accepted = 0;
    long again = 0;
    try (Clients clients = backend.connect();
        ProgressBar progress = output.progress()) {
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      rejects = selection.read(clients.dynamoDb(), resources.recordsTable(), now);
      RecordStore records =
          new DynamoRecordStore(clients.dynamoDb(), resources.recordsTable(), Backoff.standard());
      ReplaySource source = new ReplaySource(clients, resources, backend.stack());
      List<Ready> ready = new ArrayList<>();
      ReplayRecords made = source.records(records, now);
      for (RejectPart reject : rejects) {
        switch (made.of(reject)) {
          case Ready one -> ready.add(one);
          case Stuck(RejectPart stuck, String why) -> failed.add(new Failed(stuck.id(), why));
        }
      }
      if (!dryRun) {
        List<Packed> packed = ReplayObjects.pack(ready, source::functionArn, now);
        put(clients.s3(), resources.failuresBucket(), packed);
        List<RedriveReport> reports =
            new Redriver(
                    clients.lambdaOnce(Redriver.LONGEST), resources.redriveFunction(), false, rate)
                .redrive(
                    packed.stream().map(Packed::key).toList(),
                    (report, n) ->
                        progress.show(
                            (double) n / packed.size(),
                            "replaying: " + n + " of " + packed.size() + " batches"));
        for (int i = 0; i < packed.size(); i++) {
          RedriveReport report = reports.get(i);
          boolean done =
              report.status() == Status.REDRIVEN || report.status() == Status.DONE_BEFORE;
          for (RejectPart reject : packed.get(i).rejects()) {
            if (stands(records, reject)) {
              again++;
            } else if (done) {
              accepted++;
            } else {
              failed.add(new Failed(reject.id(), why(report)));
            }
          }
        }
      }
    }
    Map<String, Long> byReason =
        rejects.stream()
            .collect(
                Collectors.groupingBy(
                    reject -> reject.stage() + " " + reject.reason(), Collectors.counting()));
    Answer answer = new Answer(dryRun, rejects.size(), byReason, accepted, again, failed);
    if (format.json()) {
      output.json(answer);
    } else {
      show(answer);
    }
    return failed.isEmpty() ? Exit.DONE : Exit.FAILED;
  }

  /** All of them before the first is redriven: what is cut off now is found by dlq redrive. */
  private static void put(S3Client s3, String bucket, List<Packed> packed) {
    for (Packed one : packed) {
      s3.putObject(
          r -> r.bucket(bucket).key(one.key()).contentType("application/json"),
          RequestBody.fromString(one.json()));
    }
  }

  private static boolean stands(RecordStore records, RejectPart reject) {
    return records.parts(reject.id()).stream()
        .anyMatch(part -> part instanceof RejectPart && part.part().equals(reject.part()));
  }

  private static String why(RedriveReport report) {
    return report.problems().isEmpty()
        ? report.detail() + " (" + report.key() + ")"
        : report.problems().getFirst().why() + " (" + report.key() + ")";
  }

  private void show(Answer answer) {
    if (answer.rejects() == 0) {
      output.line("No such reject.");
      return;
    }
    Table table = new Table().left("").right("").indent("  ");
    answer.byReason().forEach(table::row);
    output.line(
        Texts.grouped(answer.rejects())
            + (dryRun ? " rejects would be replayed:" : " rejects replayed:"));
    output.table(table);
    if (!dryRun) {
      output.line(
          Texts.grouped(answer.accepted())
              + " accepted, "
              + Texts.grouped(answer.rejectedAgain())
              + " rejected again, "
              + Texts.grouped(answer.failed().size())
              + " failed");
    }
    answer.failed().stream()
        .limit(MAX_LISTED)
        .forEach(one -> output.line("  " + one.id() + ": " + one.why()));
  }
}
