// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport;
import java.util.List;
import java.util.Map;

/** Looks at the pipeline while a run goes on, and tells what it saw. One thread at a time. */
public interface Probe {

  /**
   * A run begins: what was counted before is not of it.
   *
   * @param beganAtMillis when its first event is due, epoch milliseconds
   * @param countFromMillis invocations that end earlier are warm-up and not measured
   */
  void begin(long beganAtMillis, long countFromMillis);

  /** The last event has been put; what follows is draining. */
  void sent(long atMillis);

  /** Looks, about once a second. */
  Look look();

  /** Whether everything that was put in is dealt with, as far as the backend can tell. */
  boolean idle();

  /** The run is over and drained. */
  Measured end();

  /** What measures it all stands in for, or is, AWS. */
  LoadReport.Backend backend();

  /**
   * One look.
   *
   * @param depth messages of each queue, those in flight included; dead letters not
   * @param doing in a few words, for a person who waits
   */
  record Look(Map<String, Long> depth, String doing) {}

  /**
   * What was seen of a run.
   *
   * @param seconds samples of the stages by second since the run began; empty where the backend
   *     can't tell
   * @param queues with the most each held
   * @param growth of each stage's iterator age while events were put, in milliseconds a second, as
   *     far as it is sure for all the scatter; empty where the backend can't tell
   * @param requests what every caller asked of every service; empty where there is no meter
   */
  record Measured(
      List<LoadReport.Settings> settings,
      List<LoadReport.Stage> stages,
      List<LoadReport.Queue> queues,
      Map<Long, Map<String, LoadReport.StageSample>> seconds,
      Map<String, Double> growth,
      List<LoadReport.Requests> requests) {}
}
