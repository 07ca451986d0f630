// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.load.tune.Ages;
import io.millrace.load.tune.Calibration;
import io.millrace.load.tune.Setting;
import io.millrace.load.tune.TunedStage;
import io.millrace.local.journal.AttemptLine;
import io.millrace.local.meter.MeterRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** A local cloud in which one stage is measured, and only what feeds it runs beside it. */
final class TuneBench {

  private static final Duration TICK = Duration.ofMillis(50);

  /** Batches that the end of the backlog cut short tell of another size. */
  private static final double ALMOST_FULL = 0.8;

  private final RunningCloud running;
  private final TunedStage stage;
  private final Set<TunedStage> before;
  private final TuneMapping mappings;
  private final TuneFeed feed;
  private final ControlClient control;
  private double eventBytes;
  private long records;
  private long peakMegabytes;

  private record New(
      @JsonProperty(required = true) boolean complete,
      @JsonProperty(required = true) long last,
      @JsonProperty(required = true) List<AttemptLine> attempts) {}

  private record Metered(@JsonProperty(required = true) List<MeterRow> rows) {}

  /**
   * What a setting did with traffic at a rate.
   *
   * @param iteratorAge of its batches
   */
  record Live(double fill, double batchMillis, Ages iteratorAge, int batches) {}

  TuneBench(RunningCloud running, TunedStage stage, TuneFeed feed) {
    this.running = running;
    this.stage = stage;
    this.feed = feed;
    this.before =
        switch (stage) {
          case UPLOAD, ENRICH -> EnumSet.noneOf(TunedStage.class);
          case RESIZE -> EnumSet.of(TunedStage.UPLOAD, TunedStage.ENRICH);
          case AGGREGATE, PUBLISH -> EnumSet.of(TunedStage.ENRICH);
        };
    this.mappings = new TuneMapping(running);
    this.control = new ControlClient(running.cloud().endpoint());
    Set<TunedStage> idle = EnumSet.allOf(TunedStage.class);
    idle.removeAll(before);
    mappings.off(idle);
  }

  /**
   * Lets the stage work off a backlog of so many batches.
   *
   * @param setting whose batches are to be full
   */
  Calibration.Size backlog(Setting setting, int batches) {
    feed.put(setting.batchSize() * batches);
    mappings.drained(before);
    long cursor = cursor();
    double cpu = cpuSeconds();
    Map<String, Double> units = units();
    mappings.on(stage, setting);
    mappings.drained(EnumSet.of(stage));
    mappings.off(EnumSet.of(stage));
    return size(attempts(cursor), cpuSeconds() - cpu, since(units));
  }

  /** Lets the stage keep up with a rate. */
  Live live(Setting setting, double recordsPerSecond, Duration time) {
    mappings.on(stage, setting);
    long cursor = cursor();
    long start = System.nanoTime();
    long put = 0;
    for (long now = start; now - start < time.toNanos(); now = System.nanoTime()) {
      long due = (long) ((now - start) / 1e9 * recordsPerSecond);
      if (due > put) {
        feed.put((int) (due - put));
        put = due;
      }
      Pauses.pause(TICK);
    }
    mappings.drained(before);
    mappings.drained(EnumSet.of(stage));
    mappings.off(EnumSet.of(stage));
    List<AttemptLine> done = attempts(cursor);
    Ages.Gathered ages = new Ages.Gathered();
    done.forEach(line -> ages.add(line.endedAtMillis() - line.measured().arrivedAtMillis()));
    return new Live(
        done.stream().mapToInt(AttemptLine::records).average().orElse(0),
        done.stream().mapToDouble(TuneBench::millis).average().orElse(0),
        ages.ages(),
        done.size());
  }

  /** Bytes of a record in the function's event, so far. */
  double bytesPerRecord() {
    return records == 0 ? 0 : eventBytes / records;
  }

  long peakMegabytes() {
    return peakMegabytes;
  }

  private Calibration.Size size(
      List<AttemptLine> all, double cpuSeconds, Map<String, Double> units) {
    if (all.isEmpty()) {
      throw new CommandException(
          "Stage "
              + stage.function()
              + " did nothing with what was put in; its log is in "
              + running.workFolder());
    }
    int most = all.stream().mapToInt(AttemptLine::records).max().orElse(0);
    List<AttemptLine> full =
        all.stream().filter(line -> line.records() >= ALMOST_FULL * most).toList();
    double part = (double) sum(full) / sum(all) / full.size();
    Map<String, Double> billed = new TreeMap<>();
    units.forEach((unit, count) -> billed.put(unit, count * part));
    if (stage.source().isQueue()) {
      // A receive and a delete; empty receives are the price of waiting, not of a batch.
      billed.merge("64 KB requests", 2.0, Double::sum);
    }
    return new Calibration.Size(
        (double) sum(full) / full.size(),
        full.stream().map(TuneBench::millis).toList(),
        cpuSeconds * 1_000 * part,
        billed);
  }

  private static long sum(List<AttemptLine> lines) {
    return lines.stream().mapToLong(AttemptLine::records).sum();
  }

  private static double millis(AttemptLine line) {
    Double measured = line.measured().durationMillis();
    return measured == null ? line.endedAtMillis() - line.beganAtMillis() : measured;
  }

  private long cursor() {
    return control.get("attempts?after=" + Long.MAX_VALUE / 10, New.class).last();
  }

  private List<AttemptLine> attempts(long cursor) {
    List<AttemptLine> own = new ArrayList<>();
    for (AttemptLine line : control.get("attempts?after=" + cursor, New.class).attempts()) {
      if (function(line.function()) && line.outcome().equals("succeeded") && line.records() > 0) {
        own.add(line);
        eventBytes += line.measured().eventBytes();
        records += line.records();
        Long peak = line.measured().peakMegabytes();
        peakMegabytes = Math.max(peakMegabytes, peak == null ? 0 : peak);
      }
    }
    return own;
  }

  private double cpuSeconds() {
    return running.cloud().status().functions().stream()
        .filter(function -> function(function.name()))
        .mapToDouble(function -> function.cpuSeconds())
        .sum();
  }

  /** What the function's own calls would be billed for so far. */
  private Map<String, Double> units() {
    Map<String, Double> units = new TreeMap<>();
    String caller = "fn:" + RunningCloud.STACK + "-" + stage.function();
    for (MeterRow row : control.get("meter", Metered.class).rows()) {
      if (row.caller().equals(caller) && !row.unit().isEmpty()) {
        units.merge(row.unit(), row.units(), Double::sum);
      }
    }
    return units;
  }

  private Map<String, Double> since(Map<String, Double> earlier) {
    Map<String, Double> now = units();
    now.replaceAll((unit, count) -> count - earlier.getOrDefault(unit, 0.0));
    return now;
  }

  private boolean function(String name) {
    return Arns.function(name).equals(RunningCloud.STACK + "-" + stage.function());
  }
}
