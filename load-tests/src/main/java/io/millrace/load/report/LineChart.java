// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import io.millrace.load.report.Thinning.Point;
import io.millrace.load.report.Thinning.Stretch;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A picture of curves over one pair of axes. Curves differ by colour and by dashes, and have a
 * legend; the description says the extremes in words.
 *
 * @param id unique in the page
 * @param note what the picture shows, in a sentence
 */
record LineChart(String id, String title, String note, Axis x, Axis y, List<Series> series) {

  /**
   * An axis.
   *
   * @param name with the unit
   */
  record Axis(String name, Scale scale) {}

  /**
   * A curve; a point whose y is NaN interrupts it.
   *
   * @param style the same number for the same thing in every picture
   * @param steps whether it is drawn as it is, point for point, and not thinned
   */
  record Series(String name, int style, boolean steps, List<Point> points) {}

  static final double WIDTH = 520;
  static final double HEIGHT = 250;
  static final double LEFT = 54;
  static final double RIGHT = 14;
  private static final double EDGE = 12;
  static final double TOP = 26;
  static final double BOTTOM = 40;
  static final int STRETCHES = 160;
  private static final double HALF_A_PIXEL = 0.5;
  private static final int STYLES = 6;

  void write(Markup page) {
    page.open("figure", "class", "chart").open("figcaption");
    page.leaf("h3", title).leaf("p", note, "class", "note");
    if (series.size() > 1) {
      legend(page);
    }
    page.close();
    open(page, id, title, describe());
    axes(page, x, y);
    for (Series one : series) {
      if (one.steps()) {
        path(page, "line s" + one.style() % STYLES, exact(one.points()));
      } else {
        List<Stretch> stretches = Thinning.of(one.points(), STRETCHES);
        path(page, "band b" + one.style() % STYLES, band(stretches));
        path(page, "line s" + one.style() % STYLES, middle(stretches));
      }
    }
    page.close().close();
  }

  static void open(Markup page, String id, String title, String description) {
    page.open(
        "svg",
        "viewBox",
        "0 0 " + n(WIDTH) + " " + n(HEIGHT),
        "role",
        "img",
        "aria-labelledby",
        id + "-t " + id + "-d");
    page.leaf("title", title, "id", id + "-t").leaf("desc", description, "id", id + "-d");
  }

  static void axes(Markup page, Axis x, Axis y) {
    for (double tick : y.scale().ticks()) {
      double at = bottomUp(y.scale().at(tick));
      line(page, "grid", LEFT, at, WIDTH - RIGHT, at);
      page.leaf(
          "text",
          y.scale().label().apply(tick),
          "x",
          n(LEFT - 6),
          "y",
          n(at + 4),
          "text-anchor",
          "end");
    }
    for (double tick : x.scale().ticks()) {
      double at = across(x.scale().at(tick));
      line(page, "grid", at, HEIGHT - BOTTOM, at, HEIGHT - BOTTOM + 4);
      page.leaf(
          "text",
          x.scale().label().apply(tick),
          "x",
          n(at),
          "y",
          n(HEIGHT - BOTTOM + 17),
          "text-anchor",
          at > WIDTH - RIGHT - EDGE ? "end" : "middle");
    }
    page.leaf(
        "text",
        x.name(),
        "class",
        "axis",
        "x",
        n((LEFT + WIDTH - RIGHT) / 2),
        "y",
        n(HEIGHT - 6),
        "text-anchor",
        "middle");
    page.leaf("text", y.name(), "class", "axis", "x", "2", "y", "12");
  }

  private void legend(Markup page) {
    page.open("ul", "class", "legend");
    for (Series one : series) {
      page.open("li").open("svg", "viewBox", "0 0 28 8", "aria-hidden", "true");
      page.empty("path", "class", "line s" + one.style() % STYLES, "d", "M1 4H27").close();
      page.text(one.name()).close();
    }
    page.close();
  }

  private String describe() {
    StringBuilder text = new StringBuilder(y.name()).append(" over ").append(x.name()).append('.');
    for (Series one : series) {
      double[] values =
          one.points().stream().mapToDouble(Point::y).filter(v -> !Double.isNaN(v)).toArray();
      text.append(' ').append(one.name()).append(": ");
      if (values.length == 0) {
        text.append("nothing measured.");
        continue;
      }
      double low = Arrays.stream(values).min().orElseThrow();
      double high = Arrays.stream(values).max().orElseThrow();
      text.append(Figures.number(low)).append(" to ").append(Figures.number(high)).append('.');
    }
    return text.toString();
  }

  private static void path(Markup page, String style, String d) {
    if (!d.isEmpty()) {
      page.empty("path", "class", style, "d", d);
    }
  }

  /** The middles; one between gaps is drawn as a dot. */
  private String middle(List<Stretch> stretches) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < stretches.size(); i++) {
      Stretch here = stretches.get(i);
      if (here.isGap()) {
        continue;
      }
      boolean first = i == 0 || stretches.get(i - 1).isGap();
      boolean last = i + 1 == stretches.size() || stretches.get(i + 1).isGap();
      d.append(first ? 'M' : 'L').append(at(here.x(), here.middle()));
      d.append(first && last ? "h.01" : "");
    }
    return d.toString();
  }

  /** From the lowest to the highest of each stretch, as an area for each run without a gap. */
  private String band(List<Stretch> stretches) {
    if (stretches.stream().noneMatch(one -> one.low() < one.high())) {
      return "";
    }
    StringBuilder d = new StringBuilder();
    int from = 0;
    for (int i = 0; i <= stretches.size(); i++) {
      if (i == stretches.size() || stretches.get(i).isGap()) {
        for (int j = from; j < i; j++) {
          d.append(j == from ? 'M' : 'L').append(at(stretches.get(j).x(), stretches.get(j).high()));
        }
        for (int j = i - 1; j >= from; j--) {
          d.append('L').append(at(stretches.get(j).x(), stretches.get(j).low()));
        }
        d.append(i > from ? "Z" : "");
        from = i + 1;
      }
    }
    return d.toString();
  }

  /** Every point but those that nobody could tell from the one before. */
  private String exact(List<Point> points) {
    StringBuilder d = new StringBuilder();
    double lastX = Double.NEGATIVE_INFINITY;
    double lastY = 0;
    for (int i = 0; i < points.size(); i++) {
      double px = across(x.scale().at(points.get(i).x()));
      double py = bottomUp(y.scale().at(points.get(i).y()));
      boolean last = i + 1 == points.size();
      if (last || Math.abs(px - lastX) >= HALF_A_PIXEL || Math.abs(py - lastY) >= HALF_A_PIXEL) {
        d.append(d.isEmpty() ? 'M' : 'L').append(n(px)).append(' ').append(n(py));
        lastX = px;
        lastY = py;
      }
    }
    return d.toString();
  }

  private String at(double px, double py) {
    return n(across(x.scale().at(px))) + " " + n(bottomUp(y.scale().at(py)));
  }

  static double across(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  static double bottomUp(double share) {
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
  }

  static void line(Markup page, String style, double x1, double y1, double x2, double y2) {
    page.empty("line", "class", style, "x1", n(x1), "y1", n(y1), "x2", n(x2), "y2", n(y2));
  }

  /** A length, to a tenth. */
  static String n(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
