// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.StageAttempt.End;
import io.millrace.load.report.LoadReport.StageSample;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The attempts of one stage that ended in one second. */
final class SecondTally {

  private final List<StageAttempt> attempts = new ArrayList<>();

  void add(StageAttempt attempt) {
    attempts.add(attempt);
  }

  StageSample toSample() {
    List<StageAttempt> ran = attempts.stream().filter(a -> a.end() != End.THROTTLED).toList();
    List<Double> durations = new ArrayList<>();
    List<Double> ages = new ArrayList<>();
    for (StageAttempt attempt : ran) {
      if (attempt.durationMillis() != null) {
        durations.add(attempt.durationMillis());
      }
      ages.add((double) attempt.ageMillis());
    }
    return new StageSample(
        ran.size(),
        ran.stream()
            .filter(a -> a.end() == End.SUCCEEDED)
            .mapToLong(a -> a.records() - a.failures())
            .sum(),
        quantile(durations, 0.99),
        quantile(ages, 0.5),
        quantile(ages, 1),
        ran.stream().filter(a -> a.end() == End.FAILED).count(),
        most());
  }

  /** The smallest value that so large a part of them does not exceed; null for none. */
  private static @Nullable Double quantile(List<Double> values, double part) {
    if (values.isEmpty()) {
      return null;
    }
    Collections.sort(values);
    return values.get(Math.max(0, (int) Math.ceil(values.size() * part) - 1));
  }

  private int most() {
    int most = 0;
    for (StageAttempt one : attempts) {
      int running = 0;
      for (StageAttempt other : attempts) {
        if (other.end() != End.THROTTLED
            && other.beganAtMillis() <= one.beganAtMillis()
            && other.endedAtMillis() > one.beganAtMillis()) {
          running++;
        }
      }
      most = Math.max(most, running);
    }
    return most;
  }
}
