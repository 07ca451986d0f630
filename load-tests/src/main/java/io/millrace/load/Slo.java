// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Stage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A service level objective: conditions that all have to hold, such as {@code
 * iteratorAge.p99<1500ms,aggregates.latency.max<=5s}. A metric without the name of a stage or place
 * before it means the worst one.
 *
 * @param text as it was given
 */
public record Slo(String text, List<Condition> conditions) {

  private static final Pattern CONDITION =
      Pattern.compile(
          "(?:([a-zA-Z]+)\\.)?([a-zA-Z]+)\\.([a-z0-9]+)(<=?)(\\d+(?:\\.\\d+)?)(ms|s|m)");

  private static final String GRAMMAR =
      "[STAGE.]iteratorAge, [STAGE.]duration or [records.|aggregates.]latency, then .p50, .p95, .p99,"
          + " .max or .mean, then < or <=, then a number with ms, s or m, such as"
          + " iteratorAge.p99<1500ms; several joined by commas";

  private static final Map<String, Double> UNITS = Map.of("ms", 1.0, "s", 1_000.0, "m", 60_000.0);

  /** What is measured of stages or of places. */
  enum Metric {
    ITERATOR_AGE("iteratorAge"),
    DURATION("duration"),
    LATENCY("latency");

    private final String key;

    Metric(String key) {
      this.key = key;
    }
  }

  /** What of a distribution is held against the limit. */
  enum Quantile {
    P50(Distribution::p50),
    P95(Distribution::p95),
    P99(Distribution::p99),
    MAX(Distribution::max),
    MEAN(Distribution::mean);

    private final Function<Distribution, Double> of;

    Quantile(Function<Distribution, Double> of) {
      this.of = of;
    }

    private String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One of them.
   *
   * @param of the stage or the place; null for the worst
   * @param orEqual whether the limit itself is allowed
   */
  record Condition(
      @Nullable String of, Metric metric, Quantile quantile, boolean orEqual, double limitMillis) {

    boolean holds(double value) {
      return value < limitMillis || (orEqual && value == limitMillis);
    }

    private String name() {
      return (of == null ? "" : of + ".") + metric.key + "." + quantile.key();
    }
  }

  /**
   * What became of it.
   *
   * @param why each condition with the measured value
   */
  public record Verdict(boolean held, String why) {}

  public Slo {
    conditions = List.copyOf(conditions);
  }

  /**
   * Reads one; throws {@link IllegalArgumentException} with what is allowed.
   *
   * @param stages that may be named
   */
  public static Slo of(String text, List<String> stages) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      conditions.add(condition(part.strip(), stages));
    }
    return new Slo(text, conditions);
  }

  private static Condition condition(String part, List<String> stages) {
    Matcher matcher = CONDITION.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("\"" + part + "\", allowed is " + GRAMMAR);
    }
    Metric metric = named(matcher.group(2), Metric.values(), m -> m.key, "metric", part);
    String of = matcher.group(1);
    List<String> allowed =
        metric == Metric.LATENCY ? List.of(Markers.RECORDS, Markers.AGGREGATES) : stages;
    if (of != null && !allowed.contains(of)) {
      throw new IllegalArgumentException(
          "\""
              + part
              + "\": no "
              + of
              + " has a "
              + metric.key
              + ", allowed are "
              + String.join(", ", allowed));
    }
    return new Condition(
        of,
        metric,
        named(matcher.group(3), Quantile.values(), Quantile::key, "quantile", part),
        matcher.group(4).equals("<="),
        Double.parseDouble(matcher.group(5)) * UNITS.getOrDefault(matcher.group(6), 1.0));
  }

  private static <T> T named(
      String name, T[] all, Function<T, String> key, String what, String part) {
    return Arrays.stream(all)
        .filter(one -> key.apply(one).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "\""
                        + part
                        + "\": no "
                        + what
                        + " "
                        + name
                        + ", allowed are "
                        + Arrays.stream(all).map(key).collect(Collectors.joining(", "))));
  }

  /** Holds a run against it; what was not measured does not hold. */
  public Verdict judge(List<Stage> stages, Map<String, Distribution> endToEnd) {
    boolean held = true;
    List<String> whys = new ArrayList<>();
    for (Condition condition : conditions) {
      double value = worst(condition, stages, endToEnd);
      boolean holds = condition.holds(value);
      held &= holds;
      whys.add(
          condition.name()
              + (Double.isNaN(value)
                  ? " was not measured"
                  : String.format(Locale.ROOT, " %.0f ms", value)));
    }
    return new Verdict(held, String.join(", ", whys));
  }

  private static double worst(
      Condition condition, List<Stage> stages, Map<String, Distribution> endToEnd) {
    Map<String, Distribution> all = new LinkedHashMap<>();
    if (condition.metric == Metric.LATENCY) {
      all.putAll(endToEnd);
    } else {
      for (LoadReport.Stage stage : stages) {
        all.put(
            stage.name(),
            condition.metric == Metric.DURATION ? stage.duration() : stage.iteratorAge());
      }
    }
    return all.entrySet().stream()
        .filter(one -> condition.of == null || condition.of.equals(one.getKey()))
        .map(Map.Entry::getValue)
        .filter(distribution -> distribution.count() > 0)
        .mapToDouble(condition.quantile.of::apply)
        .max()
        .orElse(Double.NaN);
  }
}
