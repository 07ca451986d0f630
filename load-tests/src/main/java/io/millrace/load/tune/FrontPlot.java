// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every candidate as a point of two properties, the front among them, in SVG. */
final class FrontPlot {

  private static final int WIDTH = 860;
  private static final int HEIGHT = 420;
  private static final int LEFT = 78;
  private static final int RIGHT = 24;
  private static final int TOP = 16;
  private static final int BOTTOM = 52;

  /** Of the name of a point. */
  private static final int ROOM = 70;

  private final Tuning tuning;
  private final String label;
  private final ToDoubleFunction<Candidate> value;
  private final LogAxis x;
  private final LogAxis y;

  /**
   * @param label of the axis that stands upright
   */
  FrontPlot(Tuning tuning, String label, ToDoubleFunction<Candidate> value, @Nullable Double mark) {
    this.tuning = tuning;
    this.label = label;
    this.value = value;
    this.x =
        LogAxis.of(
            tuning.candidates().stream().mapToDouble(Candidate::dollarsPerMillion),
            LEFT,
            WIDTH - RIGHT);
    DoubleStream values = tuning.candidates().stream().mapToDouble(value);
    this.y =
        LogAxis.of(
            mark == null ? values : DoubleStream.concat(values, DoubleStream.of(mark)),
            HEIGHT - BOTTOM,
            TOP);
  }

  /**
   * @param limit a line across at this value, null for none
   */
  String svg(@Nullable Double limit, String limitLabel) {
    StringBuilder svg = new StringBuilder();
    svg.append(
        "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s over cost\">\n"
            .formatted(WIDTH, HEIGHT, FrontPage.escaped(label)));
    axes(svg);
    if (limit != null) {
      svg.append(
          line("limit", LEFT, y.at(limit), WIDTH - RIGHT, y.at(limit))
              + text("limit", WIDTH - RIGHT - 4, y.at(limit) - 5, "end", limitLabel));
    }
    tuning.candidates().stream()
        .filter(one -> !tuning.front().contains(one))
        .forEach(one -> svg.append(point("other", 2.2, one, "")));
    tuning.front().forEach(one -> svg.append(point("front", 4, one, about(one))));
    tuning.present().ifPresent(one -> svg.append(marked("now", one, "now")));
    tuning
        .recommendation()
        .ifPresent(
            advice ->
                svg.append(
                    marked("best", advice.candidate(), advice.meets() ? "advised" : "closest")));
    return svg.append("</svg>\n").toString();
  }

  private void axes(StringBuilder svg) {
    for (double tick : x.ticks()) {
      svg.append(line("grid", x.at(tick), TOP, x.at(tick), HEIGHT - BOTTOM));
      svg.append(text("tick", x.at(tick), HEIGHT - BOTTOM + 18, "middle", "$" + number(tick)));
    }
    for (double tick : y.ticks()) {
      svg.append(line("grid", LEFT, y.at(tick), WIDTH - RIGHT, y.at(tick)));
      svg.append(text("tick", LEFT - 8, y.at(tick) + 4, "end", number(tick)));
    }
    svg.append(line("axis", LEFT, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM));
    svg.append(line("axis", LEFT, TOP, LEFT, HEIGHT - BOTTOM));
    String units = tuning.workload().stage().units();
    svg.append(
        text(
            "label",
            (LEFT + WIDTH - RIGHT) / 2.0,
            HEIGHT - 10,
            "middle",
            "dollars a million " + units + ", this stage alone (log)"));
    double middle = (TOP + HEIGHT - BOTTOM) / 2.0;
    svg.append(
        String.format(
            Locale.ROOT,
            "<text class=\"label\" text-anchor=\"middle\" transform=\"translate(16 %.1f) rotate(-90)\">%s</text>%n",
            middle,
            FrontPage.escaped(label + " (log)")));
  }

  /**
   * @param title shown under the pointer, empty for none: thousands of them would be most of the
   *     page
   */
  private String point(String style, double radius, Candidate one, String title) {
    return String.format(
        Locale.ROOT,
        "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\"%s%n",
        style,
        x.at(one.dollarsPerMillion()),
        y.at(value.applyAsDouble(one)),
        radius,
        title.isEmpty() ? "/>" : "><title>" + FrontPage.escaped(title) + "</title></circle>");
  }

  /** A larger point with its name; of the two, the cheaper one's is on the left. */
  private String marked(String style, Candidate one, String name) {
    double at = x.at(one.dollarsPerMillion());
    boolean left = at >= LEFT + ROOM && (at > WIDTH - ROOM || cheaperOfTheTwo(one));
    return point(style, 7, one, about(one))
        + text(
            style,
            left ? at - 11 : at + 11,
            y.at(value.applyAsDouble(one)) + 4,
            left ? "end" : "start",
            name);
  }

  private boolean cheaperOfTheTwo(Candidate one) {
    return Stream.concat(
            tuning.present().stream(),
            tuning.recommendation().stream().map(Recommendation::candidate))
        .anyMatch(other -> other.dollarsPerMillion() > one.dollarsPerMillion());
  }

  private String about(Candidate one) {
    return String.format(
        Locale.ROOT,
        "%s: $%.4f a million, age p99 %.0f ms, capacity %,.0f a second, %.0f %% used",
        one.setting().text(tuning.workload().stage()),
        one.dollarsPerMillion(),
        one.age().p99(),
        one.capacity(),
        100 * one.utilization());
  }

  private static String line(String style, double x1, double y1, double x2, double y2) {
    return String.format(
        Locale.ROOT,
        "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
        style,
        x1,
        y1,
        x2,
        y2);
  }

  private static String text(String style, double x, double y, String anchor, String text) {
    return String.format(
        Locale.ROOT,
        "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>%n",
        style,
        x,
        y,
        anchor,
        FrontPage.escaped(text));
  }

  /** Without zeros that say nothing. */
  private static String number(double value) {
    return value >= 10
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
  }

  static List<String> styles() {
    return List.of(
        ".grid{stroke:#e6e8eb}.axis{stroke:#5b6470}.other{fill:#b9c0c9;fill-opacity:.55}",
        ".front{fill:#1f6fb2}.now{fill:#b45309}.best{fill:#15803d}",
        ".limit{stroke:#b91c1c;stroke-dasharray:6 4}text.limit{stroke-dasharray:none;fill:#b91c1c}",
        "circle.now,circle.best{stroke:#fff;stroke-width:2}",
        "text{font:13px system-ui,sans-serif}.tick{fill:#5b6470}.label{fill:#1c2128}",
        "text.now,text.best,text.limit{font-weight:600;paint-order:stroke;stroke:#fff;stroke-width:4px}");
  }
}
