// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.tune;

import io.millrace.load.tune.StackParameters.Bounds;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Which settings are looked at: steps of each within the stack's bounds, and the present ones. */
final class Sweep {

  private static final int[] OF_A_STREAM = {10, 25, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000};
  private static final int[] OF_A_QUEUE = {1, 2, 3, 4, 6, 8, 10};
  private static final int[] WINDOWS = {0, 1, 2, 5, 10, 30};
  private static final int[] LANES = {1, 2, 4, 8, 10};
  private static final int[] CONCURRENCY = {2, 3, 4, 6, 8, 12, 16, 24, 32, 64};
  private static final int[] MEGABYTES = {256, 512, 768, 1_024, 1_536, 1_769, 2_048, 3_008};

  /** A full batch may take this part of the function's timeout, as a retry is to fit in as well. */
  private static final double PART_OF_THE_TIMEOUT = 0.5;

  /** Memory beyond the most that was seen, for what was not and for Lambda's own part. */
  private static final double SPARE_MEMORY = 1.5;

  /** A batch that the end of a shard's page cut short was meant to be a little larger. */
  private static final double BEYOND_MEASURED = 1.1;

  private final TunedStage stage;
  private final StackParameters parameters;
  private final double timeoutMillis;

  Sweep(TunedStage stage, StackParameters parameters, double timeoutMillis) {
    this.stage = stage;
    this.parameters = parameters;
    this.timeoutMillis = timeoutMillis;
  }

  /**
   * All that make sense: no batch is larger than one that was measured, a full one fits in its
   * timeout, the memory was enough when measured, and no two say the same because an event holds no
   * more.
   */
  List<Candidate> judge(Model model, Calibration calibration, Setting present) {
    List<Candidate> candidates = new ArrayList<>();
    for (Setting setting : settings(present)) {
      boolean full = model.batch(setting) == setting.batchSize();
      boolean known = setting.batchSize() <= BEYOND_MEASURED * calibration.largestBatch();
      boolean fits = model.fullBatchMillis(setting) <= PART_OF_THE_TIMEOUT * timeoutMillis;
      boolean holds = setting.memoryMegabytes() >= SPARE_MEMORY * calibration.peakMegabytes();
      if (setting.equals(present) || (full && known && fits && holds)) {
        model.judge(setting).ifPresent(candidates::add);
      }
    }
    return List.copyOf(candidates);
  }

  private Set<Setting> settings(Setting present) {
    Set<Setting> settings = new LinkedHashSet<>();
    settings.add(present);
    int[] batches = stage.source().isQueue() ? OF_A_QUEUE : OF_A_STREAM;
    for (int batch : steps(Setting.BATCH_SIZE, batches, present.batchSize())) {
      for (int window : steps(Setting.WINDOW_SECONDS, WINDOWS, present.windowSeconds())) {
        for (int lanes : steps(Setting.PARALLELIZATION, LANES, present.parallelization())) {
          for (int most :
              steps(Setting.MAXIMUM_CONCURRENCY, CONCURRENCY, present.maximumConcurrency())) {
            for (int memory :
                steps(Setting.MEMORY_MEGABYTES, MEGABYTES, present.memoryMegabytes())) {
              settings.add(new Setting(batch, window, lanes, most, memory));
            }
          }
        }
      }
    }
    return settings;
  }

  /** Steps within the bounds, with the present value; that alone where there is no choice. */
  private Set<Integer> steps(String setting, int[] all, int present) {
    Bounds bounds = parameters.bounds(stage.parameter(setting)).orElse(null);
    Set<Integer> steps = new TreeSet<>(Set.of(present));
    if (bounds != null) {
      IntStream.of(all).filter(bounds::allow).forEach(steps::add);
    }
    return steps;
  }
}
