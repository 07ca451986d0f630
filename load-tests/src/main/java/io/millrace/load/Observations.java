// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport.Stage;
import io.millrace.load.report.LoadReport.StageSample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** Every attempt that a probe saw in a run, by stage and by second. Not thread-safe. */
public final class Observations {

  private final long beganAtMillis;
  private final long countFromMillis;
  private final Map<String, StageTally> stages = new LinkedHashMap<>();
  private final TreeMap<Long, Map<String, SecondTally>> open = new TreeMap<>();
  private final TreeMap<Long, Map<String, StageSample>> closed = new TreeMap<>();

  /**
   * @param order of the stages
   * @param countFromMillis attempts that ended earlier show in the seconds only
   */
  public Observations(List<String> order, long beganAtMillis, long countFromMillis) {
    this.beganAtMillis = beganAtMillis;
    this.countFromMillis = countFromMillis;
    order.forEach(stage -> stages.put(stage, new StageTally(stage)));
  }

  /** Takes an attempt; those of a look in the order in which they ended. */
  public void add(StageAttempt attempt) {
    if (attempt.endedAtMillis() < beganAtMillis) {
      return;
    }
    // What ended in a second that is over already is late news, and belongs to no other second.
    long second = Math.floorDiv(attempt.endedAtMillis() - beganAtMillis, 1_000L);
    open.computeIfAbsent(second, s -> new LinkedHashMap<>())
        .computeIfAbsent(attempt.stage(), s -> new SecondTally())
        .add(attempt);
    if (attempt.endedAtMillis() >= countFromMillis) {
      stages.computeIfAbsent(attempt.stage(), StageTally::new).add(attempt);
    }
  }

  /** Says that every attempt that ended before a moment has been told. */
  public void toldUntil(long millis) {
    long second = Math.floorDiv(millis - beganAtMillis, 1_000L);
    while (!open.isEmpty() && open.firstKey() < second) {
      close(open.pollFirstEntry());
    }
  }

  private void close(Map.Entry<Long, Map<String, SecondTally>> one) {
    Map<String, StageSample> samples = closed.computeIfAbsent(one.getKey(), s -> new TreeMap<>());
    one.getValue().forEach((stage, tally) -> samples.putIfAbsent(stage, tally.toSample()));
  }

  public void sendingEnded(long atMillis) {
    stages.values().forEach(stage -> stage.sendingEnded(atMillis));
  }

  /** The stages that had anything to do. */
  public List<Stage> stages(Function<String, StageUse> use) {
    return stages.entrySet().stream()
        .filter(stage -> !stage.getValue().isEmpty())
        .map(stage -> stage.getValue().toStage(use.apply(stage.getKey()), countFromMillis))
        .toList();
  }

  /** Of the iterator age while events were put, in milliseconds a second. */
  public Map<String, Double> growth() {
    Map<String, Double> growth = new LinkedHashMap<>();
    stages.forEach(
        (name, stage) -> {
          if (!stage.isEmpty()) {
            growth.put(name, stage.growth());
          }
        });
    return growth;
  }

  /** By second since the run began, all that were told. */
  public Map<Long, Map<String, StageSample>> seconds() {
    while (!open.isEmpty()) {
      close(open.pollFirstEntry());
    }
    return closed;
  }
}
