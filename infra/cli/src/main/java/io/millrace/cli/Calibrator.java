// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.tune.Calibration;
import io.millrace.load.tune.Setting;
import io.millrace.load.tune.TunedStage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Measures what a stage's function takes for batches of several sizes. */
final class Calibrator {

  /** When it took so long, the sizes that are left are left out. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  /** A line needs two points, and a third to be judged by. */
  private static final int LEAST_SIZES = 3;

  private static final List<Integer> OF_A_STREAM = List.of(10, 50, 200, 1_000);
  private static final List<Integer> OF_A_QUEUE = List.of(1, 2, 4, 8);

  /** Events or photos of all batches of a size. */
  private static final int EVENTS = 2_000;

  private static final int PHOTOS = 12;
  private static final int LEAST_BATCHES = 3;
  private static final int MOST_BATCHES = 20;

  private final TuneBench bench;
  private final TunedStage stage;
  private final int unitsPerRecord;
  private final ProgressBar progress;

  Calibrator(TuneBench bench, TunedStage stage, int unitsPerRecord, ProgressBar progress) {
    this.bench = bench;
    this.stage = stage;
    this.unitsPerRecord = unitsPerRecord;
    this.progress = progress;
  }

  /**
   * @param present of which all stays but the size of the batch and the window
   * @param most of the batch, as the stack allows
   * @param where it is measured
   */
  Calibration calibrate(Setting present, int most, String where) {
    long start = System.nanoTime();
    List<Integer> chosen = chosen(most);
    // Starts the process and lets the JIT compiler do its work.
    int warm = chosen.get(chosen.size() / 2);
    progress.show(0, "warming up, batches of " + warm);
    bench.backlog(setting(present, warm), batches(warm));
    List<Calibration.Size> sizes = new ArrayList<>();
    for (int size : chosen) {
      boolean late = System.nanoTime() - start > LONGEST.toNanos();
      if (late && sizes.size() >= LEAST_SIZES) {
        break;
      }
      progress.show((sizes.size() + 1.0) / (chosen.size() + 1), "batches of " + size);
      sizes.add(bench.backlog(setting(present, size), batches(size)));
    }
    return Calibration.fit(
        stage,
        where,
        stage == TunedStage.ENRICH ? unitsPerRecord : 1,
        bench.bytesPerRecord(),
        bench.peakMegabytes(),
        sizes);
  }

  /** Full records are large, and a batch of them as much work as many of one event. */
  private List<Integer> chosen(int most) {
    List<Integer> all = stage.source().isQueue() ? OF_A_QUEUE : OF_A_STREAM;
    int largest = stage == TunedStage.ENRICH ? Math.min(most, EVENTS / unitsPerRecord) : most;
    List<Integer> chosen = all.stream().filter(size -> size <= largest).toList();
    return chosen.isEmpty() ? List.of(Math.max(1, largest)) : chosen;
  }

  private int batches(int size) {
    int all = stage.source().isQueue() ? PHOTOS : EVENTS;
    int ofABatch = stage == TunedStage.ENRICH ? size * unitsPerRecord : size;
    return Math.clamp(all / ofABatch, LEAST_BATCHES, MOST_BATCHES);
  }

  private static Setting setting(Setting present, int size) {
    return new Setting(
        size,
        present.maximumConcurrency() > 0 ? 0 : 1,
        1,
        present.maximumConcurrency(),
        present.memoryMegabytes());
  }
}
