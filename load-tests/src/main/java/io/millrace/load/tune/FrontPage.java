// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tuning as one HTML page: no script, and nothing outside of the page. */
public final class FrontPage {

  private FrontPage() {}

  public static String of(Tuning tuning) {
    TunedStage stage = tuning.workload().stage();
    Slo first = tuning.objectives().isEmpty() ? null : tuning.objectives().getFirst();
    // A line about another percentile than the plot's would mislead.
    boolean drawn = first != null && !first.iterator() && first.percentile().equals("p99");
    @Nullable Double limit = drawn && first != null ? Double.valueOf(first.millis()) : null;
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .append("<meta name=\"viewport\" content=\"width=device-width\">\n<title>Tuning of ")
        .append(stage.function())
        .append("</title>\n<style>\n")
        .append("body{font:15px/1.5 system-ui,sans-serif;color:#1c2128;max-width:900px;")
        .append("margin:2rem auto;padding:0 1rem}svg{width:100%;height:auto}")
        .append("table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}")
        .append("th,td{padding:.25rem .5rem;text-align:right;border-bottom:1px solid #e6e8eb}")
        .append("th:first-child,td:first-child{text-align:left}")
        .append("tr.best td{background:#e9f6ee}tr.now td{background:#fdf3e3}")
        .append("p.note{color:#5b6470}\n")
        .append(String.join("\n", FrontPlot.styles()))
        .append("\n</style></head><body>\n");
    page.append(
        String.format(
            Locale.ROOT,
            "<h1>Tuning of %s</h1>%n<p>%,.0f %s a second%s.</p>%n",
            stage.function(),
            tuning.workload().unitsPerSecond(),
            stage.units(),
            stage.source().isQueue() ? "" : " on " + tuning.workload().shards() + " shards"));
    page.append("<p><strong>")
        .append(
            escaped(
                tuning
                    .recommendation()
                    .map(Recommendation::why)
                    .orElse("No setting in the sweep keeps up with this rate.")))
        .append("</strong></p>\n");
    page.append("<h2>Age over cost</h2>\n")
        .append(
            new FrontPlot(tuning, "age p99, milliseconds", one -> one.age().p99(), limit)
                .svg(limit, first == null ? "" : first.toString()));
    double needed = tuning.workload().unitsPerSecond() / Recommendation.MOST_UTILIZATION;
    page.append("<h2>Capacity over cost</h2>\n")
        .append(
            new FrontPlot(
                    tuning, "capacity, " + stage.units() + " a second", Candidate::capacity, needed)
                .svg(needed, "needed for head-room"));
    page.append(
        "<p class=\"note\">Blue points are the Pareto front of cost, age and capacity; grey ones are"
            + " beaten by one of it. Hold the pointer over a point of the front to read its settings.</p>\n");
    table(page, tuning);
    calibration(page, tuning.calibration());
    return page.append("</body></html>\n").toString();
  }

  private static void table(StringBuilder page, Tuning tuning) {
    boolean queue = tuning.workload().stage().source().isQueue();
    page.append("<h2>The front</h2>\n<table><tr><th></th><th>batch</th>")
        .append(queue ? "<th>concurrency</th>" : "<th>window s</th><th>lanes</th>")
        .append("<th>MB</th><th>$ a million</th><th>age p50 ms</th><th>age p99 ms</th>")
        .append("<th>fill</th><th>used %</th><th>capacity/s</th></tr>\n");
    Optional<Setting> best = tuning.recommendation().map(it -> it.candidate().setting());
    tuning.present().ifPresent(one -> row(page, "now", "now", one, queue));
    for (Candidate one : tuning.front()) {
      boolean advised = best.filter(one.setting()::equals).isPresent();
      row(page, advised ? "best" : "", advised ? "advised" : "", one, queue);
    }
    page.append("</table>\n");
  }

  private static void row(
      StringBuilder page, String style, String name, Candidate one, boolean queue) {
    Setting setting = one.setting();
    page.append(
        String.format(
            Locale.ROOT,
            "<tr class=\"%s\"><td>%s</td><td>%d</td>%s<td>%d</td><td>%.4f</td><td>%,.0f</td>"
                + "<td>%,.0f</td><td>%,.1f</td><td>%.0f</td><td>%,.0f</td></tr>%n",
            style,
            name,
            setting.batchSize(),
            queue
                ? "<td>" + setting.maximumConcurrency() + "</td>"
                : "<td>"
                    + setting.windowSeconds()
                    + "</td><td>"
                    + setting.parallelization()
                    + "</td>",
            setting.memoryMegabytes(),
            one.dollarsPerMillion(),
            one.age().p50(),
            one.age().p99(),
            one.fill(),
            100 * one.utilization(),
            one.capacity()));
  }

  private static void calibration(StringBuilder page, Calibration of) {
    page.append("<h2>What it rests on</h2>\n<p>Measured: ")
        .append(escaped(of.where()))
        .append(
            String.format(
                Locale.ROOT,
                ". A batch of <em>n</em> takes %.1f + %.3f <em>n</em> ms of a processor and waits"
                    + " %.1f + %.3f <em>n</em> ms; off by %.0f %% on average. On Lambda what is computed takes"
                    + " longer with less than 1,769 MB, a whole vCPU, which is taken to be as fast as a core"
                    + " there; what is waited for is taken to be as long as there.</p>%n",
                of.cpuMillis().perBatch(),
                of.cpuMillis().perRecord(),
                of.waitMillis().perBatch(),
                of.waitMillis().perRecord(),
                100 * of.fitError()));
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
