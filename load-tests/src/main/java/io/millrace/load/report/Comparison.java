// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Stage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Two runs side by side: what became worse, what better, by which factor.
 *
 * <p>A figure is worse when it is beyond the limit as a ratio <em>and</em> beyond its floor as a
 * difference, so that 2 ms after 1 ms is no alarm. Runs on different backends, machines or plans
 * are put side by side, but nothing follows from them. Comparing the other way round gives the same
 * figures with better and worse exchanged.
 *
 * @param differences of the two runs that forbid a conclusion, in words; empty for none
 * @param changed settings, which may differ and are said
 */
public record Comparison(List<Figure> figures, List<String> differences, List<String> changed) {

  /** A quarter more; below that runs on a shared machine differ by themselves. */
  public static final double DEFAULT_LIMIT = 1.25;

  private static final double COUNT_FLOOR = 5;
  private static final double RATE_FLOOR = 1;
  private static final double DURATION_FLOOR = 5;
  private static final double AGE_FLOOR = 100;
  private static final double LATENCY_FLOOR = 50;
  private static final double CPU_FLOOR = 5;
  private static final double REQUESTS_FLOOR = 0.002;
  private static final double DOLLARS_FLOOR = 0.01;
  private static final double SECONDS_FLOOR = 2;

  /** What became of a figure. */
  public enum Change {
    BETTER,
    SAME,
    WORSE
  }

  /** What follows from a comparison. */
  public enum Verdict {
    /** Nothing is worse: exit code 0. */
    FINE,
    /** Something is worse: exit code 1. */
    WORSE,
    /** The runs can't be compared: exit code 1. */
    INCOMPARABLE
  }

  /**
   * A figure of both runs; what only one of them has is left out.
   *
   * @param ratio now to old; infinite when it was 0 and is not, 1 when it was 0 and is
   */
  public record Figure(
      String name, String unit, double old, double now, double ratio, Change change) {}

  /** A figure as it is taken from one report. */
  private record Measure(String unit, double value, boolean moreIsBetter, double floor) {}

  /**
   * Compares.
   *
   * @param limit ratio beyond which a figure is better or worse, 1 or more
   */
  public static Comparison of(LoadReport old, LoadReport now, double limit) {
    if (!(limit >= 1) || Double.isInfinite(limit)) {
      throw new IllegalArgumentException("Limit is " + limit + ", must be 1 or more");
    }
    Map<String, Measure> before = measures(old);
    List<Figure> figures = new ArrayList<>();
    measures(now)
        .forEach(
            (name, measure) -> {
              Measure then = before.get(name);
              if (then != null) {
                figures.add(figure(name, then, measure, limit));
              }
            });
    return new Comparison(List.copyOf(figures), differences(old, now), changed(old, now));
  }

  public Verdict verdict() {
    if (!differences.isEmpty()) {
      return Verdict.INCOMPARABLE;
    }
    return figures.stream().anyMatch(figure -> figure.change() == Change.WORSE)
        ? Verdict.WORSE
        : Verdict.FINE;
  }

  /** The comparison for a terminal: what differs, a table, and what follows. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    differences.forEach(difference -> lines.add("Not comparable: " + difference));
    changed.forEach(change -> lines.add("Changed: " + change));
    int width = figures.stream().mapToInt(figure -> figure.name().length()).max().orElse(0);
    String row = "%-" + Math.max(width, 6) + "s %14s %14s %8s  %s";
    lines.add(String.format(Locale.ROOT, row, "figure", "old", "now", "ratio", "").stripTrailing());
    for (Figure figure : figures) {
      lines.add(
          String.format(
                  Locale.ROOT,
                  row,
                  figure.name(),
                  with(figure.old(), figure.unit()),
                  with(figure.now(), figure.unit()),
                  Double.isInfinite(figure.ratio())
                      ? "new"
                      : String.format(Locale.ROOT, "%.2f×", figure.ratio()),
                  figure.change() == Change.SAME
                      ? ""
                      : figure.change().name().toLowerCase(Locale.ROOT))
              .stripTrailing());
    }
    long worse = figures.stream().filter(figure -> figure.change() == Change.WORSE).count();
    lines.add(
        switch (verdict()) {
          case FINE -> "Nothing is worse.";
          case WORSE -> worse + (worse == 1 ? " figure is worse." : " figures are worse.");
          case INCOMPARABLE -> "The runs can't be compared; nothing follows from these figures.";
        });
    return List.copyOf(lines);
  }

  private static String with(double value, String unit) {
    return Figures.number(value) + (unit.isEmpty() ? "" : " " + unit);
  }

  private static Figure figure(String name, Measure old, Measure now, double limit) {
    double a = old.value();
    double b = now.value();
    Change change = Change.SAME;
    if (beyond(a, b, limit, now.floor())) {
      change = now.moreIsBetter() ? Change.BETTER : Change.WORSE;
    } else if (beyond(b, a, limit, now.floor())) {
      change = now.moreIsBetter() ? Change.WORSE : Change.BETTER;
    }
    return new Figure(name, now.unit(), a, b, a == b ? 1 : b / a, change);
  }

  private static boolean beyond(double less, double more, double limit, double floor) {
    return more > less * limit && more - less > floor;
  }

  private static Map<String, Measure> measures(LoadReport report) {
    Measures all = new Measures();
    LoadReport.Outcome outcome = report.outcome();
    all.more("events put", outcome.events() / report.plan().seconds(), "/s");
    all.less("problems", outcome.problems().size(), "", 0);
    all.less("dead letters", outcome.deadLetters(), "", 0);
    all.less("drain", outcome.drainSeconds(), "s", SECONDS_FLOOR);
    report.endToEnd().forEach((place, value) -> all.latency(place, value, LATENCY_FLOOR));
    for (Stage stage : report.stages()) {
      String name = stage.name();
      all.more(name + " throughput", stage.recordsPerSecond(), "/s");
      all.latency(name + " duration", stage.duration(), DURATION_FLOOR);
      all.latency(name + " iterator age", stage.iteratorAge(), AGE_FLOOR);
      all.less(name + " failed invocations", stage.errors(), "", COUNT_FLOOR);
      all.less(name + " throttles", stage.throttles(), "", COUNT_FLOOR);
      all.less(name + " batches tried again", stage.retries(), "", COUNT_FLOOR);
      all.less(name + " batches given up", stage.discarded(), "", 0);
    }
    Summary summary = Summary.of(report);
    all.less("CPU per event", summary.cpuMicrosPerEvent(), "µs", CPU_FLOOR);
    all.less("requests per event", summary.requestsPerEvent(), "", REQUESTS_FLOOR);
    LoadReport.Bill bill = report.bill();
    if (bill != null) {
      all.less("dollars per million events", bill.perMillion(), "$", DOLLARS_FLOOR);
    }
    return all.byName;
  }

  /** What can't be told is not there. */
  private static final class Measures {

    final Map<String, Measure> byName = new LinkedHashMap<>();

    void more(String name, double value, String unit) {
      put(name, new Measure(unit, value, true, RATE_FLOOR));
    }

    void less(String name, double value, String unit, double floor) {
      put(name, new Measure(unit, value, false, floor));
    }

    void latency(String name, Distribution value, double floor) {
      if (value.count() > 0) {
        less(name + " p50", value.p50(), "ms", floor);
        less(name + " p99", value.p99(), "ms", floor);
      }
    }

    private void put(String name, Measure measure) {
      if (Double.isFinite(measure.value())) {
        byName.put(name, measure);
      }
    }
  }

  private static List<String> differences(LoadReport old, LoadReport now) {
    List<String> found = new ArrayList<>();
    differ(found, "backend", old.backend().kind(), now.backend().kind());
    differ(found, "engines", old.backend().engines(), now.backend().engines());
    differ(found, "machine", old.backend().machine(), now.backend().machine());
    differ(found, "rate", old.plan().rate(), now.plan().rate());
    differ(found, "seconds", old.plan().seconds(), now.plan().seconds());
    differ(found, "shape", old.plan().shape(), now.plan().shape());
    differ(found, "mix", old.plan().mix(), now.plan().mix());
    differ(found, "poison", old.plan().poison(), now.plan().poison());
    return List.copyOf(found);
  }

  private static List<String> changed(LoadReport old, LoadReport now) {
    List<String> found = new ArrayList<>();
    for (LoadReport.Settings after : now.settings()) {
      old.settings().stream()
          .filter(before -> before.stage().equals(after.stage()))
          .forEach(before -> differ(found, "settings", before, after));
    }
    return List.copyOf(found);
  }

  private static void differ(List<String> found, String what, Object old, Object now) {
    if (!old.equals(now)) {
      found.add(what + " was " + old + ", is " + now);
    }
  }
}
