// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import io.millrace.load.report.LineChart.Axis;
import io.millrace.load.report.LoadReport.Bucket;
import io.millrace.load.report.LoadReport.Distribution;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often which value occurred, as bars of equal width.
 *
 * @param unit of the values, in the plural
 * @param limit marked by a line, null for none
 */
record Histogram(
    String id,
    String title,
    String note,
    String unit,
    Distribution distribution,
    @Nullable Integer limit) {

  private static final int BARS = 25;

  void write(Markup page) {
    double max = Math.max(distribution.max(), limit == null ? 1 : limit);
    Scale x = Scale.counting(max, Figures::compact);
    List<Double> shares = shares(x.to(), (int) Math.min(BARS, x.to()));
    double highest = shares.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    Scale y = Scale.linear(highest, Figures::percent);

    page.open("figure", "class", "chart").open("figcaption");
    page.leaf("h3", title).leaf("p", note, "class", "note").close();
    LineChart.open(page, id, title, describe());
    LineChart.axes(page, new Axis(unit, x), new Axis("share of batches", y));
    double bottom = LineChart.bottomUp(0);
    for (int i = 0; i < shares.size(); i++) {
      if (shares.get(i) > 0) {
        double left = LineChart.across((double) i / shares.size());
        double right = LineChart.across((i + 1.0) / shares.size());
        double top = Math.min(bottom - 1, LineChart.bottomUp(y.at(shares.get(i))));
        page.empty(
            "rect",
            "class",
            "bar",
            "x",
            LineChart.n(left + 0.5),
            "y",
            LineChart.n(top),
            "width",
            LineChart.n(right - left - 1),
            "height",
            LineChart.n(bottom - top));
      }
    }
    if (limit != null) {
      double at = LineChart.across(x.at(limit));
      LineChart.line(page, "mark", at, LineChart.TOP, at, bottom);
      page.leaf(
          "text",
          "BatchSize " + Figures.number(limit),
          "class",
          "marked",
          "x",
          LineChart.n(at - 4),
          "y",
          LineChart.n(LineChart.TOP + 8),
          "text-anchor",
          "end");
    }
    page.close().close();
  }

  /** A bucket's values count where it ends: that is all that is known of them. */
  private List<Double> shares(double to, int bars) {
    double[] counts = new double[bars];
    double all = 0;
    for (Bucket bucket : distribution.buckets()) {
      int bar = (int) Math.ceil(bucket.upTo() / to * bars - 1e-9) - 1;
      counts[Math.clamp(bar, 0, bars - 1)] += bucket.count();
      all += bucket.count();
    }
    List<Double> shares = new ArrayList<>();
    for (double count : counts) {
      shares.add(all == 0 ? 0 : count / all);
    }
    return shares;
  }

  private String describe() {
    return Figures.number(distribution.count())
        + " batches; median "
        + Figures.number(distribution.p50())
        + " "
        + unit
        + ", 95th percentile "
        + Figures.number(distribution.p95())
        + ", at most "
        + Figures.number(distribution.max())
        + ".";
  }
}
