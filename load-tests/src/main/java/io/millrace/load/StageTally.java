// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.StageAttempt.End;
import io.millrace.load.report.LoadReport.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.AbstractHistogram;

/** Everything measured of one stage. Not thread-safe. */
final class StageTally {

  /** Longer than any function of the pipeline runs: what ended earlier overlaps with nothing. */
  private static final long LONGEST_MILLIS = 300_000;

  private final String name;
  private final AbstractHistogram batchFill = Distributions.counts();
  private final AbstractHistogram duration = Distributions.micros();
  private final AbstractHistogram iteratorAge = Distributions.micros();
  private final AbstractHistogram initDuration = Distributions.micros();
  private final Deque<StageAttempt> recent = new ArrayDeque<>();
  private final Trend trend = new Trend();
  private long records;
  private long errors;
  private long throttles;
  private long retries;
  private int concurrency;
  private double billedMillis;
  private long lastEndedAtMillis;
  private long sendingEndedAtMillis = Long.MAX_VALUE;

  StageTally(String name) {
    this.name = name;
  }

  void add(StageAttempt attempt) {
    if (attempt.end() == End.THROTTLED) {
      throttles++;
      return;
    }
    Double took = attempt.durationMillis();
    if (took != null) {
      Distributions.addMillis(duration, took);
      billedMillis += took;
    }
    if (attempt.initMillis() != null) {
      Distributions.addMillis(initDuration, attempt.initMillis());
    }
    Distributions.addCount(batchFill, attempt.records());
    Distributions.addMillis(iteratorAge, attempt.ageMillis());
    if (attempt.endedAtMillis() < sendingEndedAtMillis) {
      trend.add(attempt.endedAtMillis() / 1e3, attempt.ageMillis());
    }
    lastEndedAtMillis = Math.max(lastEndedAtMillis, attempt.endedAtMillis());
    if (attempt.end() == End.FAILED) {
      errors++;
      retries++;
    } else {
      records += attempt.records() - attempt.failures();
      retries += attempt.failures() > 0 ? 1 : 0;
    }
    overlap(attempt);
  }

  /** Attempts come in the order in which they ended, so those that overlap with one came before. */
  private void overlap(StageAttempt attempt) {
    recent.removeIf(old -> old.endedAtMillis() < attempt.endedAtMillis() - LONGEST_MILLIS);
    recent.addLast(attempt);
    double middle = attempt.beganAtMillis();
    int running = 0;
    for (StageAttempt other : recent) {
      if (other.beganAtMillis() <= middle && other.endedAtMillis() > middle) {
        running++;
      }
    }
    concurrency = Math.max(concurrency, Math.max(running, 1));
  }

  /** From now on the backlog only shrinks: that is no trend. */
  void sendingEnded(long atMillis) {
    sendingEndedAtMillis = atMillis;
  }

  boolean isEmpty() {
    return duration.getTotalCount() == 0 && throttles == 0;
  }

  /** Of the iterator age at least, in milliseconds a second. */
  double growth() {
    return trend.surelyRises();
  }

  Stage toStage(StageUse use, long countFromMillis) {
    double seconds = Math.max(1, lastEndedAtMillis - countFromMillis) / 1e3;
    return new Stage(
        name,
        batchFill.getTotalCount(),
        records,
        records / seconds,
        Distributions.ofCounts(batchFill),
        Distributions.ofMicros(duration),
        Distributions.ofMicros(iteratorAge),
        Distributions.ofMicros(initDuration),
        errors,
        throttles,
        retries,
        use.discarded(),
        concurrency,
        use.memoryMegabytes(),
        use.cpuSeconds(),
        billedMillis / 1e3);
  }
}
