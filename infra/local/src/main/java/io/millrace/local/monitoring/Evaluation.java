// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * When an alarm changes its state: M of the last N periods, and what a missing one counts for.
 * [CloudWatch User Guide, Configuring how CloudWatch alarms treat missing data]
 *
 * @param periods N
 * @param toAlarm M
 */
record Evaluation(int periods, int toAlarm, Missing missing) {
  /** More periods than N are looked at, so that late values can stand in; the guide's example. */
  private static final int MORE = 2;

  /** What a missing period counts for. */
  enum Missing {
    MISSING("missing"),
    IGNORE("ignore"),
    BREACHING("breaching"),
    NOT_BREACHING("notBreaching");

    private final String text;

    Missing(String text) {
      this.text = text;
    }

    static Missing of(String text) {
      return Arrays.stream(values())
          .filter(one -> one.text.equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  MonitoringException.invalid(
                      "TreatMissingData is '"
                          + text
                          + "', allowed are breaching, notBreaching, ignore and missing"));
    }

    String text() {
      return text;
    }
  }

  /** How many periods are looked at. */
  int range() {
    return periods + MORE;
  }

  /**
   * The state that follows.
   *
   * @param newestFirst of each period of the range, whether it breaches; empty for a missing one
   */
  AlarmState next(List<Optional<Boolean>> newestFirst, AlarmState current) {
    List<Boolean> there = newestFirst.stream().flatMap(Optional::stream).limit(periods).toList();
    long breaching = there.stream().filter(one -> one).count();
    int filled = periods - there.size();
    if (filled == 0) {
      return state(breaching);
    }
    return switch (missing) {
      case BREACHING -> state(breaching + filled);
      case NOT_BREACHING -> state(breaching);
      case IGNORE -> breaching >= toAlarm || breaching < there.size() ? state(breaching) : current;
      case MISSING -> {
        if (there.isEmpty()) {
          yield AlarmState.INSUFFICIENT_DATA;
        }
        if (breaching >= toAlarm || onlyBreachingSinceLong(newestFirst, there, breaching)) {
          yield AlarmState.ALARM;
        }
        // what is there breaches and is too young: the next value decides
        yield breaching < there.size() ? AlarmState.OK : current;
      }
    };
  }

  private AlarmState state(long breaching) {
    return breaching >= toAlarm ? AlarmState.ALARM : AlarmState.OK;
  }

  /** The oldest value that breaches is as old as M periods, and nothing since was good. */
  private boolean onlyBreachingSinceLong(
      List<Optional<Boolean>> newestFirst, List<Boolean> there, long breaching) {
    if (breaching < there.size()) {
      return false;
    }
    int oldest = 0;
    for (int i = 0; i < newestFirst.size(); i++) {
      if (newestFirst.get(i).isPresent()) {
        oldest = i + 1;
      }
    }
    return oldest >= toAlarm;
  }
}
