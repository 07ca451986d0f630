// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import io.millrace.operations.Redrive.Attempt;
import io.millrace.operations.RedriveReport.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Redrives, for the schedule, what Lambda gave up: each batch a bounded number of times, with
 * growing waits between, and while its stage takes some. What a person wants replayed is left to
 * people.
 */
final class Sweep {

  /** More wait for the next call. */
  static final int MOST_KEYS = 10_000;

  /** After so many batches of which a stage took nothing, it gets no more of them in this call. */
  static final int MOST_IN_VAIN = 3;

  private static final int KEYS_SAID = 10;

  private final FailureObjects objects;
  private final Redrive redrive;

  Sweep(FailureObjects objects, Redrive redrive) {
    this.objects = objects;
    this.redrive = redrive;
  }

  /**
   * One call.
   *
   * @param tried is told each batch that a stage was called for, or that needs a person
   * @throws io.millrace.shared.batch.UnavailableException when bucket or tables can't be had now
   */
  SweepReport run(ScheduledRedrive asked, Attempt attempt, Consumer<RedriveReport> tried) {
    List<String> keys = elsewhere(objects.waiting(FailureKeys.FAILURES, MOST_KEYS), asked.time());
    Map<Status, Integer> batches = new TreeMap<>();
    Map<String, Integer> inVain = new HashMap<>();
    List<String> forAPerson = new ArrayList<>();
    int looked = 0;
    long records = 0;
    for (String key : keys) {
      if (!attempt.timeRemains().getAsBoolean()) {
        break;
      }
      String mapping = FailureKeys.mapping(key);
      if (inVain.getOrDefault(mapping, 0) >= MOST_IN_VAIN) {
        continue;
      }
      RedriveReport report = redrive.automatically(key, attempt);
      looked++;
      records += report.done();
      batches.merge(report.status(), 1, Integer::sum);
      switch (report.status()) {
        case REDRIVEN -> tried.accept(report);
        case LEFT -> {
          tried.accept(report);
          inVain.merge(mapping, report.done() == 0 ? 1 : 0, Integer::sum);
        }
        case TRIED_ENOUGH, TOO_OLD, WRONG -> {
          if (forAPerson.size() < KEYS_SAID) {
            forAPerson.add(key);
          }
        }
        case READY, DONE_BEFORE, BUSY, NOT_YET -> {}
      }
    }
    return new SweepReport(
        asked.scheduled(), keys.size(), batches, keys.size() - looked, records, forAPerson);
  }

  /** Each call begins elsewhere, so that no batch waits behind those that only take time. */
  private static List<String> elsewhere(List<String> keys, Instant time) {
    List<String> rotated = new ArrayList<>(keys);
    if (!rotated.isEmpty()) {
      Collections.rotate(rotated, new Random(time.getEpochSecond()).nextInt(rotated.size()));
    }
    return rotated;
  }
}
