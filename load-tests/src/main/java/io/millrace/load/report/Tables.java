// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import io.millrace.load.report.LoadReport.Bill;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Queue;
import io.millrace.load.report.LoadReport.Requests;
import io.millrace.load.report.LoadReport.Search;
import io.millrace.load.report.LoadReport.Settings;
import io.millrace.load.report.LoadReport.Stage;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The tables of a run's page. */
final class Tables {

  private static final double MICROS_PER_SECOND = 1e6;
  private static final double MIB = 1 << 20;

  private final Markup page;

  Tables(Markup page) {
    this.page = page;
  }

  /** Stages side by side, a figure to a line. */
  void stages(List<Stage> stages) {
    open("Stages over the whole run");
    head("", stages.stream().map(Stage::name).toArray(String[]::new));
    row(stages, "batches", stage -> Figures.number(stage.batches()));
    row(stages, "records", stage -> Figures.number(stage.records()));
    row(stages, "records a second", stage -> Figures.number(stage.recordsPerSecond()));
    row(stages, "batch fill, p50 · max", stage -> pair(stage.batchFill(), Figures::number));
    row(stages, "duration, p50", stage -> millis(stage.duration(), Distribution::p50));
    row(stages, "duration, p95", stage -> millis(stage.duration(), Distribution::p95));
    row(stages, "duration, p99", stage -> millis(stage.duration(), Distribution::p99));
    row(stages, "iterator age, p50", stage -> millis(stage.iteratorAge(), Distribution::p50));
    row(stages, "iterator age, p99", stage -> millis(stage.iteratorAge(), Distribution::p99));
    row(stages, "iterator age, max", stage -> millis(stage.iteratorAge(), Distribution::max));
    row(stages, "cold starts", stage -> Figures.number(stage.initDuration().count()));
    row(stages, "init duration, p50", stage -> millis(stage.initDuration(), Distribution::p50));
    row(stages, "failed invocations", stage -> Figures.number(stage.errors()));
    row(stages, "throttles", stage -> Figures.number(stage.throttles()));
    row(stages, "batches tried again", stage -> Figures.number(stage.retries()));
    row(stages, "batches given up", stage -> Figures.number(stage.discarded()));
    row(stages, "at a time, at most", stage -> Figures.number(stage.concurrency()));
    row(stages, "memory, MB at most", stage -> Figures.numberOrNone(stage.memoryMegabytes()));
    row(stages, "CPU, µs a record", Tables::cpu);
    row(stages, "billed seconds", stage -> Figures.number(stage.billedSeconds()));
    close();
  }

  private static String cpu(Stage stage) {
    Double seconds = stage.cpuSeconds();
    return seconds == null || stage.records() == 0
        ? Figures.NONE
        : Figures.number(seconds * MICROS_PER_SECOND / stage.records());
  }

  void settings(List<Settings> settings) {
    open("Settings while it ran");
    head("", settings.stream().map(Settings::stage).toArray(String[]::new));
    row(settings, "BatchSize", one -> Figures.numberOrNone(one.batchSize()));
    row(settings, "WindowSeconds", one -> Figures.numberOrNone(one.windowSeconds()));
    row(settings, "Parallelization", one -> Figures.numberOrNone(one.parallelization()));
    row(settings, "MaximumConcurrency", one -> Figures.numberOrNone(one.maximumConcurrency()));
    row(settings, "MemoryMegabytes", one -> Figures.number(one.memoryMegabytes()));
    close();
  }

  void queues(List<Queue> queues) {
    open("Queues");
    head("queue", "messages at most", "age of the oldest, at most");
    for (Queue queue : queues) {
      Long age = queue.maxAge();
      cells(
          queue.name(),
          Figures.number(queue.maxDepth()),
          age == null ? Figures.NONE : Figures.millis(age));
    }
    close();
  }

  void latency(LoadReport report) {
    open("Latency from the moment an event was due");
    head("until it was", "events", "mean", "p50", "p95", "p99", "max");
    latency("put", report.outcome().sendDelay());
    report.endToEnd().forEach((place, value) -> latency("visible in " + place, value));
    close();
  }

  private void latency(String name, Distribution value) {
    cells(
        name,
        Figures.number(value.count()),
        millis(value, Distribution::mean),
        millis(value, Distribution::p50),
        millis(value, Distribution::p95),
        millis(value, Distribution::p99),
        millis(value, Distribution::max));
  }

  /** The rates that were tried, in the order of the search. */
  void trials(Search search) {
    open(
        "Search for the highest rate with "
            + search.slo()
            + ": "
            + Figures.number(search.highest())
            + " events a second"
            + (search.bounded() ? "" : " or more"));
    head("events a second", "seconds", "", "measured");
    search
        .trials()
        .forEach(
            trial ->
                cells(
                    Figures.number(trial.rate()),
                    Figures.number(trial.seconds()),
                    trial.held() ? "holds" : "does not hold",
                    trial.why()));
    close();
  }

  /** What was billed most is first. */
  void bill(Bill bill) {
    open("Prices of " + bill.prices());
    head("what", "units", "price", "dollars", "share");
    bill.lines().stream()
        .sorted(Comparator.comparingDouble(Bill.Line::dollars).reversed())
        .forEach(
            line ->
                cells(
                    line.service() + ", " + line.what(),
                    Figures.number(line.units()),
                    Figures.price(line.price()),
                    Figures.dollars(line.dollars()),
                    bill.total() == 0
                        ? Figures.NONE
                        : Figures.percent(line.dollars() / bill.total())));
    cells("all", "", "", Figures.dollars(bill.total()), "");
    close();
  }

  void requests(List<Requests> requests) {
    open("Calls during the run");
    head("caller", "call", "calls", "errors", "MiB in", "MiB out", "units");
    requests.stream()
        .sorted(Comparator.comparing(Requests::caller).thenComparing(Requests::service))
        .forEach(
            one ->
                cells(
                    one.caller(),
                    one.service() + " " + one.operation(),
                    Figures.number(one.calls()),
                    Figures.number(one.errors()),
                    Figures.number(one.bytesIn() / MIB),
                    Figures.number(one.bytesOut() / MIB),
                    one.unit().isEmpty()
                        ? Figures.NONE
                        : Figures.number(one.units()) + " " + one.unit()));
    close();
  }

  private static String millis(Distribution value, Function<Distribution, Double> what) {
    return value.count() == 0 ? Figures.NONE : Figures.millis(what.apply(value));
  }

  private static String pair(Distribution value, Function<Double, String> as) {
    return value.count() == 0
        ? Figures.NONE
        : as.apply(value.p50()) + " · " + as.apply(value.max());
  }

  private void open(String caption) {
    page.open("div", "class", "wide", "tabindex", "0", "role", "region", "aria-label", caption)
        .open("table")
        .leaf("caption", caption);
  }

  private void head(String first, String... rest) {
    page.open("thead").open("tr").leaf("th", first, "scope", "col");
    for (String name : rest) {
      page.leaf("th", name, "scope", "col");
    }
    page.close().close().open("tbody");
  }

  private <T> void row(List<T> columns, String name, Function<T, String> what) {
    cells(name, columns.stream().map(what).toArray(String[]::new));
  }

  private void cells(String first, String... rest) {
    page.open("tr").leaf("th", first, "scope", "row");
    for (String cell : rest) {
      page.leaf("td", cell);
    }
    page.close();
  }

  private void close() {
    page.close().close().close();
  }
}
