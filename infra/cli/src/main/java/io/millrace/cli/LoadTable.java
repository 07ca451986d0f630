// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.report.LoadReport;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Stage;
import io.millrace.load.report.Summary;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A load report on the terminal. */
final class LoadTable {

  private static final String NOTHING = "-";

  private final LoadReport report;
  private final Output output;

  LoadTable(LoadReport report, Output output) {
    this.report = report;
    this.output = output;
  }

  void show() {
    LoadReport.Plan plan = report.plan();
    LoadReport.Outcome outcome = report.outcome();
    output.heading(
        String.format(
            Locale.ROOT,
            "Load run, %s %s/s for %s, mix %s, seed %d",
            plan.shape(),
            rate(plan.rate()),
            seconds(plan.seconds()),
            plan.mix(),
            plan.seed()));
    String where = report.backend().kind() + " at " + report.backend().where();
    output.line("  " + where + ", " + report.backend().machine());
    if (!report.backend().engines().isEmpty()) {
      output.line("  local cloud: measures its engines too (" + report.backend().engines() + ")");
    }
    search();
    output.line("");
    output.table(stages());
    output.line("");
    output.table(latencies());
    output.line("");
    output.table(rest(outcome));
    if (outcome.problems().isEmpty()) {
      output.line("Nothing was lost, and nothing counts twice.");
    } else {
      output.heading("This run has problems");
      outcome.problems().forEach(problem -> output.line("  " + problem));
    }
  }

  private void search() {
    LoadReport.Search search = report.search();
    if (search == null) {
      return;
    }
    output.line(
        String.format(
            Locale.ROOT,
            "  highest rate with %s: %s events a second%s, after %d trials; the figures are of that one",
            search.slo(),
            rate(search.highest()),
            search.bounded() ? "" : " or more",
            search.trials().size()));
  }

  private Table stages() {
    Table table =
        new Table()
            .left("stage")
            .right("records/s")
            .right("fill p50")
            .right("run p50")
            .right("p95")
            .right("p99")
            .right("age p50")
            .right("p99")
            .right("max")
            .right("err/thr/retry")
            .right("cold, init")
            .right("conc")
            .right("MB")
            .indent("  ");
    for (Stage stage : report.stages()) {
      table.row(
          stage.name(),
          stage.batchFill().count() == 0 ? NOTHING : rate(stage.recordsPerSecond()),
          stage.batchFill().count() == 0 ? NOTHING : count(stage.batchFill().p50()),
          time(stage.duration(), stage.duration().p50()),
          time(stage.duration(), stage.duration().p95()),
          time(stage.duration(), stage.duration().p99()),
          time(stage.iteratorAge(), stage.iteratorAge().p50()),
          time(stage.iteratorAge(), stage.iteratorAge().p99()),
          time(stage.iteratorAge(), stage.iteratorAge().max()),
          stage.errors() + "/" + stage.throttles() + "/" + stage.retries(),
          stage.initDuration().count() == 0
              ? NOTHING
              : stage.initDuration().count()
                  + ", "
                  + time(stage.initDuration(), stage.initDuration().p50()),
          stage.concurrency(),
          orNothing(stage.memoryMegabytes()));
    }
    return table;
  }

  private Table latencies() {
    Table table =
        new Table()
            .left("from due to")
            .right("count")
            .right("p50")
            .right("p95")
            .right("p99")
            .right("max")
            .indent("  ");
    latency(table, "taken by the stream", report.outcome().sendDelay());
    report.endToEnd().forEach((place, d) -> latency(table, "visible in " + place, d));
    return table;
  }

  private static void latency(Table table, String what, Distribution d) {
    table.row(
        what, d.count(), time(d, d.p50()), time(d, d.p95()), time(d, d.p99()), time(d, d.max()));
  }

  private Table rest(LoadReport.Outcome outcome) {
    Table table = new Table().left("").left("").indent("  ");
    table.row(
        "in",
        Texts.grouped(outcome.events())
            + " events, "
            + Texts.grouped(outcome.photos())
            + " photos; "
            + Texts.grouped(outcome.retriedPuts())
            + " entries put again; drained in "
            + seconds(outcome.drainSeconds()));
    table.row(
        "out",
        Texts.grouped(outcome.accepted())
            + " accepted, "
            + Texts.grouped(outcome.rejected())
            + " rejected, "
            + Texts.grouped(outcome.deadLetters())
            + " dead letters; aggregates "
            + exact(outcome.exact()));
    Summary summary = Summary.of(report);
    if (!Double.isNaN(summary.requestsPerEvent())) {
      table.row(
          "requests",
          String.format(Locale.ROOT, "%.3f an event after ingest", summary.requestsPerEvent()));
    }
    if (!Double.isNaN(summary.cpuMicrosPerEvent())) {
      table.row(
          "processor",
          String.format(
              Locale.ROOT,
              "%,.0f µs an event, of the functions alone",
              summary.cpuMicrosPerEvent()));
    }
    LoadReport.Bill bill = report.bill();
    if (bill != null) {
      table.row(
          "dollars",
          String.format(
              Locale.ROOT,
              "$%.2f a million events on AWS, this run $%.4f with what time costs (%s)",
              bill.perMillion(),
              bill.total(),
              bill.prices()));
    }
    return table;
  }

  private static String exact(@Nullable Boolean exact) {
    return exact == null ? "not verified" : exact ? "exact" : "NOT exact";
  }

  private static String time(Distribution of, double millis) {
    return of.count() == 0 ? NOTHING : Texts.millis(Math.round(millis));
  }

  private static String seconds(double seconds) {
    return Texts.millis(Math.round(seconds * 1_000));
  }

  static String rate(double perSecond) {
    return String.format(Locale.ROOT, perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  private static String count(double number) {
    return Texts.grouped(Math.round(number));
  }

  private static String orNothing(@Nullable Long number) {
    return number == null ? NOTHING : Texts.grouped(number);
  }
}
