// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.tune.Calibration;
import io.millrace.load.tune.Candidate;
import io.millrace.load.tune.Prices;
import io.millrace.load.tune.Setting;
import io.millrace.load.tune.TunedStage;
import io.millrace.load.tune.Tuning;
import io.millrace.load.tune.Workload;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * The model beside a measurement of the same setting: one shard with its part of the rate, on this
 * machine, which gives a function a whole core whatever its memory is.
 *
 * @param what the present setting or the recommended one
 * @param left why it was not measured, empty when it was
 */
record TuneCheck(
    String what,
    Setting setting,
    Optional<Candidate> model,
    Optional<TuneBench.Live> measured,
    String left) {

  private static final Duration TIME = Duration.ofSeconds(15);

  /** Beyond it, the shared machine decides and not the setting. */
  private static final double MOST_UTILIZATION = 0.9;

  static TuneCheck of(
      String what,
      Setting setting,
      Workload workload,
      Calibration calibration,
      Prices prices,
      TuneBench bench,
      int environments) {
    TunedStage stage = workload.stage();
    int shards = stage.source().isQueue() ? 1 : workload.shards();
    double rate = workload.unitsPerSecond() / shards;
    // No more batches run at a time than there are processes.
    Setting here =
        stage.source().isQueue()
            ? new Setting(
                setting.batchSize(),
                setting.windowSeconds(),
                1,
                Math.min(setting.maximumConcurrency(), environments),
                setting.memoryMegabytes())
            : setting;
    if (here.parallelization() > environments) {
      return new TuneCheck(
          what,
          setting,
          Optional.empty(),
          Optional.empty(),
          setting.parallelization() + " lanes need as many processes, here are " + environments);
    }
    Optional<Candidate> model =
        Tuning.asMeasured(new Workload(stage, rate, 1), calibration, prices, here);
    if (model.isEmpty() || model.get().utilization() > MOST_UTILIZATION) {
      return new TuneCheck(
          what,
          setting,
          model,
          Optional.empty(),
          String.format(
              Locale.ROOT, "%.0f %s a second and shard are too many here", rate, stage.units()));
    }
    Setting switchable = stage.source().isQueue() ? setting : here;
    TuneBench.Live live = bench.live(switchable, rate / calibration.unitsPerRecord(), TIME);
    return new TuneCheck(what, setting, model, Optional.of(live), "");
  }

  void addTo(Table table) {
    if (model.isPresent() && measured.isPresent()) {
      Candidate said = model.get();
      TuneBench.Live was = measured.get();
      table.row(
          what,
          number(said.fill()) + " / " + number(was.fill()),
          number(said.batchMillis()) + " / " + number(was.batchMillis()),
          number(said.iteratorAge().p50()) + " / " + number(was.iteratorAge().p50()),
          number(said.iteratorAge().p99()) + " / " + number(was.iteratorAge().p99()),
          was.batches());
    } else {
      table.row(what, "-", "-", "-", "-", left);
    }
  }

  static Table table() {
    return new Table()
        .left("model / measured")
        .right("fill")
        .right("batch ms")
        .right("iterator age p50")
        .right("p99")
        .right("batches")
        .indent("  ");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.1f" : "%,.0f", value);
  }
}
