// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.tune.Calibration;
import io.millrace.load.tune.Candidate;
import io.millrace.load.tune.Recommendation;
import io.millrace.load.tune.Setting;
import io.millrace.load.tune.TunedStage;
import io.millrace.load.tune.Tuning;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A tuning as text and as JSON. */
final class TuneTables {

  /** Of the front, evenly over its costs. */
  private static final int MOST_ROWS = 14;

  private TuneTables() {}

  static void show(Tuning tuning, Output output) {
    calibration(tuning, output);
    TunedStage stage = tuning.workload().stage();
    output.line("");
    output.heading(
        String.format(
            Locale.ROOT,
            "Pareto front of cost, age and capacity at %,.0f %s a second%s: %,d of %,d settings that keep up",
            tuning.workload().unitsPerSecond(),
            stage.units(),
            stage.source().isQueue() ? "" : " on " + tuning.workload().shards() + " shards",
            tuning.front().size(),
            tuning.candidates().size()));
    output.table(front(tuning));
    output.line("");
    if (tuning.present().isEmpty()) {
      output.line(
          "The present settings ("
              + tuning.presentSetting().text(stage)
              + ") can't keep up with this rate.");
    }
    output.line(
        tuning
            .recommendation()
            .map(advice -> advice.why())
            .orElse("No setting in the sweep keeps up with this rate."));
  }

  private static void calibration(Tuning tuning, Output output) {
    Calibration of = tuning.calibration();
    output.heading("Calibration of " + of.stage() + ", " + of.where());
    Table table =
        new Table()
            .right("records")
            .right("batches")
            .right("ms")
            .right("processor ms")
            .indent("  ");
    of.sizes()
        .forEach(
            size ->
                table.row(
                    Math.round(size.records()),
                    size.millis().size(),
                    number(size.millis().stream().mapToDouble(m -> m).average().orElse(0)),
                    number(size.cpuMillis())));
    output.table(table);
    output.line(
        String.format(
            Locale.ROOT,
            "  A batch of n takes %.1f + %.3f n ms of a processor and waits %.1f + %.3f n ms; off by %.0f %% on average.",
            of.cpuMillis().perBatch(),
            of.cpuMillis().perRecord(),
            of.waitMillis().perBatch(),
            of.waitMillis().perRecord(),
            100 * of.fitError()));
  }

  private static Table front(Tuning tuning) {
    boolean queue = tuning.workload().stage().source().isQueue();
    Table table = new Table().left("").right("batch");
    if (queue) {
      table.right("concurrency");
    } else {
      table.right("window s").right("lanes");
    }
    table
        .right("MB")
        .right("$ a million")
        .right("age p50")
        .right("p99 ms")
        .right("iterator age p99")
        .right("fill")
        .right("used %")
        .right("capacity/s")
        .indent("  ");
    String advice =
        tuning.recommendation().filter(Recommendation::meets).isPresent() ? "advised" : "closest";
    Setting best = tuning.recommendation().map(it -> it.candidate().setting()).orElse(null);
    tuning.present().ifPresent(present -> add(table, "now", present, queue));
    List<Candidate> front = tuning.front();
    for (int i = 0; i < front.size(); i++) {
      boolean advised = front.get(i).setting().equals(best);
      if (advised || i % Math.ceilDiv(front.size(), MOST_ROWS) == 0) {
        add(table, advised ? advice : "", front.get(i), queue);
      }
    }
    boolean shown = front.stream().anyMatch(one -> one.setting().equals(best));
    if (!shown) {
      tuning.recommendation().ifPresent(it -> add(table, advice, it.candidate(), queue));
    }
    return table;
  }

  private static void add(Table table, String mark, Candidate one, boolean queue) {
    Setting setting = one.setting();
    Object[] rest = {
      setting.memoryMegabytes(),
      String.format(Locale.ROOT, "%.4f", one.dollarsPerMillion()),
      Math.round(one.age().p50()),
      Math.round(one.age().p99()),
      Math.round(one.iteratorAge().p99()),
      number(one.fill()),
      number(100 * one.utilization()),
      Math.round(one.capacity())
    };
    Object[] settings =
        queue
            ? new Object[] {mark, setting.batchSize(), setting.maximumConcurrency()}
            : new Object[] {
              mark, setting.batchSize(), setting.windowSeconds(), setting.parallelization()
            };
    Object[] row = Arrays.copyOf(settings, settings.length + rest.length);
    System.arraycopy(rest, 0, row, settings.length, rest.length);
    table.row(row);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
  }

  static Map<String, Object> json(Tuning tuning, List<TuneCheck> checks) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("stage", tuning.workload().stage().function());
    all.put("unitsPerSecond", tuning.workload().unitsPerSecond());
    all.put("shards", tuning.workload().shards());
    all.put("objectives", tuning.objectives().stream().map(Object::toString).toList());
    all.put("calibration", tuning.calibration());
    all.put("candidates", tuning.candidates().size());
    all.put("front", tuning.front());
    all.put("presentSetting", tuning.presentSetting());
    tuning.present().ifPresent(present -> all.put("present", present));
    tuning
        .recommendation()
        .ifPresent(
            advice -> {
              all.put("recommended", advice.candidate());
              all.put("meetsObjectives", advice.meets());
              all.put("why", advice.why());
            });
    all.put(
        "checks",
        checks.stream()
            .map(
                check -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("what", check.what());
                  one.put("setting", check.setting());
                  check.model().ifPresent(model -> one.put("model", model));
                  check.measured().ifPresent(measured -> one.put("measured", measured));
                  if (!check.left().isEmpty()) {
                    one.put("notMeasured", check.left());
                  }
                  return one;
                })
            .toList());
    return all;
  }
}
