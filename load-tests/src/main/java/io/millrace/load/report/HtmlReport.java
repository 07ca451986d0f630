// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import io.millrace.load.report.LoadReport.Bill;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Outcome;
import io.millrace.load.report.LoadReport.Plan;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The page of a load run: one HTML document that needs nothing else, no script, font or picture
 * from anywhere. Light or dark as the reader's system is. A long run is thinned, its extremes are
 * kept.
 */
public final class HtmlReport {

  private static final String STYLE = "report.css";

  private final LoadReport report;
  private final Markup page = new Markup();
  private final Tables tables = new Tables(page);
  private final Plots plots;

  private HtmlReport(LoadReport report) {
    this.report = report;
    this.plots = new Plots(report);
  }

  /** The whole page, UTF-8 when it is written. */
  public static String of(LoadReport report) {
    return new HtmlReport(report).write();
  }

  private String write() {
    page.open("html", "lang", "en").open("head").empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    // Nothing may be fetched and nothing may run, whatever a name in the report says.
    page.empty(
        "meta",
        "http-equiv",
        "Content-Security-Policy",
        "content",
        "default-src 'none'; style-src 'unsafe-inline'");
    page.leaf("title", "Millrace: " + title()).style(css()).close().open("body").open("main");
    header();
    verdict();
    tiles();
    LoadReport.Search search = report.search();
    if (search != null) {
      section("Search");
      tables.trials(search);
      page.close();
    }
    section("Over time");
    if (report.series().size() > LineChart.STRETCHES) {
      page.leaf(
          "p",
          "A line is the middle, its band the lowest to the highest of about "
              + Figures.number(Math.rint((double) report.series().size() / LineChart.STRETCHES))
              + " samples of a second each.",
          "class",
          "note lead");
    }
    charts(plots.overTime());
    page.close();
    section("Latency");
    charts(plots.distributions());
    tables.latency(report);
    page.close();
    stages();
    cost();
    page.close().close().close();
    return page.finish();
  }

  private String title() {
    Plan plan = report.plan();
    return "load run, "
        + Figures.number(plan.rate())
        + " events a second, "
        + plan.shape()
        + ", "
        + Figures.number(plan.seconds())
        + " s";
  }

  private void header() {
    LoadReport.Backend backend = report.backend();
    Plan plan = report.plan();
    page.open("header").leaf("p", "Millrace", "class", "brand");
    page.open("h1")
        .text(Figures.number(plan.rate()) + " events a second, " + plan.shape() + ", ")
        .text(Figures.number(plan.seconds()) + " s")
        .close();
    page.open("dl", "class", "facts");
    fact("Began", report.began());
    fact("Backend", backend.kind() + ", " + backend.where());
    if (!backend.engines().isEmpty()) {
      fact("Engines", backend.engines());
    }
    fact("Machine", backend.machine());
    fact(
        "Traffic",
        "events to photos "
            + plan.mix()
            + ", of 1,000 events "
            + Figures.number(plan.poison())
            + " unreadable, seed "
            + plan.seed());
    page.close();
    page.leaf(
        "p",
        backend.engines().isEmpty()
            ? "Measured against " + backend.kind() + ", " + backend.where() + "."
            : "These figures measure the local engines as well as the functions, all on one machine:"
                + " they compare with figures of the same machine, not with AWS.",
        "class",
        "note");
    page.close();
  }

  private void fact(String name, String value) {
    page.leaf("dt", name).leaf("dd", value);
  }

  private void verdict() {
    Outcome outcome = report.outcome();
    Boolean exact = outcome.exact();
    boolean bad = !outcome.problems().isEmpty() || Boolean.FALSE.equals(exact);
    page.open("section", "class", bad ? "verdict bad" : "verdict good");
    page.leaf(
        "h2", bad ? "✗ Something is wrong with this run" : "✓ Nothing is wrong with this run");
    if (!outcome.problems().isEmpty()) {
      page.open("ul");
      outcome.problems().forEach(problem -> page.leaf("li", problem));
      page.close();
    }
    page.leaf(
        "p",
        exact == null
            ? "Aggregates were not compared with the records."
            : exact
                ? "Verified: the aggregates are what the records say."
                : "Not exact: the aggregates differ from the records.");
    page.close();
  }

  private void tiles() {
    Outcome outcome = report.outcome();
    page.open("dl", "class", "tiles");
    tile(
        "events put",
        Figures.number(outcome.events()),
        "and " + Figures.number(outcome.photos()) + " photos");
    report
        .endToEnd()
        .forEach(
            (place, value) ->
                tile(
                    "until visible in " + place + ", p99",
                    value.count() == 0 ? Figures.NONE : Figures.millis(value.p99()),
                    "p50 " + Figures.millis(value.p50()) + ", max " + Figures.millis(value.max())));
    tile(
        "iterator age p99",
        Figures.millis(worst(Distribution::p99)),
        "of the slowest stage; max " + Figures.millis(worst(Distribution::max)));
    tile(
        "rejected",
        Figures.number(outcome.rejected()),
        Figures.number(outcome.accepted())
            + " accepted, "
            + Figures.number(outcome.deadLetters())
            + " dead letters");
    Summary summary = Summary.of(report);
    tile(
        "requests per event",
        Figures.number(summary.requestsPerEvent()),
        "by the functions, after ingest");
    tile(
        "CPU per event",
        Figures.number(summary.cpuMicrosPerEvent()) + " µs",
        "of all function processes");
    Bill bill = report.bill();
    if (bill != null) {
      tile(
          "per million events",
          Figures.format("$%,.2f", bill.perMillion()),
          "at AWS's prices, without what depends on time alone");
    }
    tile("drained in", Figures.number(outcome.drainSeconds()) + " s", "from the last put");
    page.close();
  }

  private double worst(ToDoubleFunction<Distribution> what) {
    return report.stages().stream()
        .map(LoadReport.Stage::iteratorAge)
        .filter(age -> age.count() > 0)
        .mapToDouble(what)
        .max()
        .orElse(Double.NaN);
  }

  private void tile(String name, String value, String more) {
    page.open("div").leaf("dt", name).leaf("dd", value, "class", "big").leaf("dd", more).close();
  }

  private void section(String title) {
    page.open("section").leaf("h2", title);
  }

  private void charts(List<LineChart> charts) {
    page.open("div", "class", "charts");
    charts.forEach(chart -> chart.write(page));
    page.close();
  }

  private void stages() {
    section("Stages");
    tables.stages(report.stages());
    page.open("div", "class", "charts");
    plots.batchFill().forEach(histogram -> histogram.write(page));
    page.close();
    tables.settings(report.settings());
    if (!report.queues().isEmpty()) {
      tables.queues(report.queues());
    }
    page.close();
  }

  private void cost() {
    section("Requests and dollars");
    Bill bill = report.bill();
    if (bill == null) {
      page.leaf("p", "This backend has no meter, so there is no bill.");
    } else {
      page.leaf(
          "p",
          "The metered units at AWS's prices: "
              + Figures.dollars(bill.total())
              + " for this run, "
              + Figures.format("$%,.2f", bill.perMillion())
              + " for a million events. Lambda's durations are those of this backend.",
          "class",
          "note");
      tables.bill(bill);
    }
    if (!report.requests().isEmpty()) {
      page.open("details").leaf("summary", "Every call, by caller");
      tables.requests(report.requests());
      page.close();
    }
    page.close();
  }

  private static String css() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      if (in == null) {
        throw new IllegalStateException("No " + STYLE + " beside " + HtmlReport.class);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("Reading " + STYLE, e);
    }
  }
}
