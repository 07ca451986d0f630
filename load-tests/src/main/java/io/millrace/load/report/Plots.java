// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import io.millrace.load.report.LineChart.Axis;
import io.millrace.load.report.LineChart.Series;
import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.load.report.LoadReport.Sample;
import io.millrace.load.report.LoadReport.StageSample;
import io.millrace.load.report.Thinning.Point;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** The pictures of a run, from its samples and distributions. */
final class Plots {

  private static final int PUT = 0;
  private static final int AGGREGATES = 1;
  private static final int RECORDS = 2;
  private static final int DUE = 5;
  private static final String MILLISECONDS = "milliseconds";

  private final LoadReport report;
  private final List<String> stages;

  Plots(LoadReport report) {
    this.report = report;
    this.stages = report.stages().stream().map(LoadReport.Stage::name).toList();
  }

  /** Curves over the time of the run; one without a single point is left out. */
  List<LineChart> overTime() {
    List<LineChart> charts = new ArrayList<>();
    if (report.series().isEmpty()) {
      return charts;
    }
    List<Series> rates =
        new ArrayList<>(List.of(series("due", DUE, Sample::due), series("put", PUT, Sample::put)));
    stages.stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).contains("aggregate"))
        .findFirst()
        .ifPresent(
            name ->
                rates.add(
                    series(
                        "aggregated",
                        AGGREGATES,
                        sample -> stage(sample, name, s -> s.records()))));
    add(
        charts,
        "rate",
        "Due, put, done",
        "Where put lies below due, the producer is late; where aggregated does, the pipeline is.",
        "events a second",
        rates);
    perStage(
        charts,
        "age-max",
        "Iterator age, the worst of each second",
        "From the arrival of a batch's last record to the end of its invocation.",
        MILLISECONDS,
        StageSample::iteratorAgeMax);
    perStage(
        charts,
        "age-p50",
        "Iterator age, median of each second",
        "The same, of the batch in the middle.",
        MILLISECONDS,
        StageSample::iteratorAgeP50);
    perStage(
        charts,
        "duration",
        "Duration of invocations, p99 of each second",
        "Of the batches that ended in that second.",
        MILLISECONDS,
        StageSample::durationP99);
    perStage(
        charts,
        "records",
        "Records done by each stage",
        "As its source counts them: a stream record may hold many events.",
        "records a second",
        StageSample::records);
    together(
        charts,
        "flight",
        "Invocations in flight",
        "Of all stages together, at the end of each second.",
        "invocations",
        StageSample::inFlight);
    Set<String> queues = new LinkedHashSet<>();
    report.series().forEach(sample -> queues.addAll(sample.depth().keySet()));
    List<String> names = List.copyOf(queues);
    add(
        charts,
        "depth",
        "Queue depth",
        "Messages waiting or in flight.",
        "messages",
        names.stream()
            .map(
                name ->
                    series(
                        name, names.indexOf(name), sample -> orNothing(sample.depth().get(name))))
            .toList());
    if (report.stages().stream().anyMatch(stage -> stage.errors() > 0)) {
      together(
          charts,
          "errors",
          "Failed invocations",
          "Of all stages together; each is tried again until it succeeds or is given up.",
          "errors a second",
          sample -> (int) sample.errors());
    }
    return charts;
  }

  /** Percentiles of latencies. */
  List<LineChart> distributions() {
    List<LineChart> charts = new ArrayList<>();
    Map<String, Distribution> ends = new LinkedHashMap<>();
    report.endToEnd().forEach((place, value) -> ends.put("visible in " + place, value));
    ends.put("put", report.outcome().sendDelay());
    Quantiles.chart(
            "end-to-end",
            "End-to-end latency",
            "From the moment an event was due, so a late producer counts as well.",
            ends,
            this::style)
        .ifPresent(charts::add);
    Quantiles.chart(
            "durations",
            "Duration of invocations",
            "Of warm and cold ones alike.",
            byStage(LoadReport.Stage::duration),
            this::style)
        .ifPresent(charts::add);
    Quantiles.chart(
            "ages",
            "Iterator age",
            "Of every batch of the run.",
            byStage(LoadReport.Stage::iteratorAge),
            this::style)
        .ifPresent(charts::add);
    return charts;
  }

  /** How full batches were. */
  List<Histogram> batchFill() {
    return report.stages().stream()
        .filter(stage -> !stage.batchFill().buckets().isEmpty())
        .map(
            stage ->
                new Histogram(
                    "fill-" + stages.indexOf(stage.name()),
                    "Batch fill of " + stage.name(),
                    "Records of a batch; what is cheap per record is to the right.",
                    "records",
                    stage.batchFill(),
                    batchSize(stage.name())))
        .toList();
  }

  private @Nullable Integer batchSize(String stage) {
    return report.settings().stream()
        .filter(settings -> settings.stage().equalsIgnoreCase(stage))
        .findFirst()
        .map(LoadReport.Settings::batchSize)
        .orElse(null);
  }

  private Map<String, Distribution> byStage(Function<LoadReport.Stage, Distribution> what) {
    Map<String, Distribution> values = new LinkedHashMap<>();
    report.stages().forEach(stage -> values.put(stage.name(), what.apply(stage)));
    return values;
  }

  private void perStage(
      List<LineChart> charts,
      String id,
      String title,
      String note,
      String unit,
      Function<StageSample, @Nullable Number> what) {
    add(
        charts,
        id,
        title,
        note,
        unit,
        stages.stream()
            .map(name -> series(name, style(name), sample -> stage(sample, name, what)))
            .toList());
  }

  private void together(
      List<LineChart> charts,
      String id,
      String title,
      String note,
      String unit,
      ToIntFunction<StageSample> what) {
    Series all =
        series("all stages", 0, sample -> sample.stages().values().stream().mapToInt(what).sum());
    add(charts, id, title, note, unit, List.of(all));
  }

  /** A stage looks the same in every picture. */
  private int style(String name) {
    if (stages.contains(name)) {
      return stages.indexOf(name);
    }
    return name.equals("put") ? PUT : name.endsWith("records") ? RECORDS : AGGREGATES;
  }

  private static double stage(
      Sample sample, String name, Function<StageSample, @Nullable Number> what) {
    StageSample stage = sample.stages().get(name);
    return stage == null ? Double.NaN : orNothing(what.apply(stage));
  }

  private static double orNothing(@Nullable Number value) {
    return value == null ? Double.NaN : value.doubleValue();
  }

  private Series series(String name, int style, ToDoubleFunction<Sample> what) {
    return new Series(
        name,
        style,
        false,
        report.series().stream()
            .map(sample -> new Point(sample.second(), what.applyAsDouble(sample)))
            .toList());
  }

  private void add(
      List<LineChart> charts,
      String id,
      String title,
      String note,
      String unit,
      List<Series> series) {
    List<Series> measured =
        series.stream()
            .filter(one -> one.points().stream().anyMatch(p -> !Double.isNaN(p.y())))
            .toList();
    if (measured.isEmpty()) {
      return;
    }
    double end = report.series().getLast().second();
    double highest = highest(measured);
    Scale y =
        unit.equals(MILLISECONDS)
            ? Scale.linear(highest, Figures::compact)
            : Scale.counting(highest, Figures::compact);
    Axis x = new Axis("minutes:seconds since the first event was due", Scale.time(end));
    charts.add(new LineChart(id, title, note, x, new Axis(unit, y), measured));
  }

  private static double highest(List<Series> series) {
    return series.stream()
        .flatMap(one -> one.points().stream())
        .mapToDouble(Point::y)
        .filter(y -> !Double.isNaN(y))
        .max()
        .orElse(1);
  }
}
