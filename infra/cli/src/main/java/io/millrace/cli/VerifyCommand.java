// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.Keeping;
import io.millrace.sink.Repair;
import io.millrace.sink.view.Verification;
import io.millrace.sink.view.VerificationReport;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code millrace verify}: are the counters what the records say? */
@Command(
    name = "verify",
    header = "Compare the aggregates with a fresh fold over the records.",
    description = {
      "While traffic flows it compares twice and reports what stays different. Exit code 1 when something does.",
      "--repair pauses the mappings of upload, enrich and resize for some seconds, makes the aggregates what the"
          + " records say, and resumes; batches of the aggregator that failed before are settled by it, and"
          + " redriving them later changes nothing. Don't repair while a redrive runs."
    },
    footer = {"", "Examples:", "  ./millrace verify --json", "  ./millrace verify --repair"})
final class VerifyCommand implements Callable<Integer> {

  /** Longer than the aggregator usually lags: its window and a batch. */
  static final Duration SETTLE = Duration.ofSeconds(5);

  private static final int MAX_LISTED = 50;

  private final Output output;
  private final Shutdown shutdown;

  @Mixin private final Backend backend = new Backend();
  @Mixin private final Format format = new Format();

  @Option(
      names = "--repair",
      description = "Make the aggregates what the records say, then verify.")
  private boolean repair;

  VerifyCommand(Output output, Shutdown shutdown) {
    this.output = output;
    this.shutdown = shutdown;
  }

  @Override
  public Integer call() {
    VerificationReport report;
    int mended = 0;
    try (Clients clients = backend.connect()) {
      Resources resources = Resources.of(clients.cloudFormation(), backend);
      if (repair) {
        Repair.Outcome done = new RepairRun(backend, output, shutdown).run(clients, resources);
        mended = done.mended();
        report = done.after();
      } else {
        report =
            Verification.of(
                    clients.dynamoDb(),
                    resources.recordsTable(),
                    resources.aggregatesTable(),
                    Keeping.DEFAULT)
                .verify(() -> Pauses.pause(SETTLE));
      }
    }
    if (format.json()) {
      output.json(report);
    } else {
      if (repair) {
        output.line("Mended " + Texts.grouped(mended) + (mended == 1 ? " number" : " numbers"));
      }
      show(report);
    }
    return report.exact() ? Exit.DONE : Exit.FAILED;
  }

  private void show(VerificationReport report) {
    String moving =
        report.unsettled() == 0
            ? ""
            : ", " + Texts.grouped(report.unsettled()) + " numbers still moving";
    if (report.exact()) {
      output.line(
          "The aggregates are exact over " + Texts.grouped(report.records()) + " records" + moving);
      return;
    }
    output.heading(
        (report.differences().size() == 1
                ? "1 number differs over "
                : Texts.grouped(report.differences().size()) + " numbers differ over ")
            + Texts.grouped(report.records())
            + " records"
            + moving);
    Table table =
        new Table()
            .left("cell")
            .left("attribute")
            .right("records say")
            .right("aggregates say")
            .indent("  ");
    report.differences().stream()
        .limit(MAX_LISTED)
        .forEach(d -> table.row(d.cell(), d.attribute(), d.expected(), d.found()));
    output.table(table);
    if (report.differences().size() > MAX_LISTED) {
      output.line(
          "  and "
              + Texts.grouped(report.differences().size() - MAX_LISTED)
              + " more (--json lists all)");
    }
  }
}
