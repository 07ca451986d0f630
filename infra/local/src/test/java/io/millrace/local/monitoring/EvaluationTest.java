// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.monitoring.Evaluation.Missing;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tables of the guide: - is missing, X breaches, 0 does not; the newest is last; "kept" is the
 * state before. [CloudWatch User Guide, Configuring how CloudWatch alarms treat missing data]
 */
class EvaluationTest {

  @ParameterizedTest
  @CsvSource({
    "3, 0 - X - X, OK, OK, OK, OK",
    "3, - - - - 0, OK, OK, OK, OK",
    "3, - - - - -, INSUFFICIENT_DATA, kept, ALARM, OK",
    "3, 0 X X - X, ALARM, ALARM, ALARM, ALARM",
    "3, - - X - -, ALARM, kept, ALARM, OK",
    "3, - - - - X, kept, kept, ALARM, OK",
    "2, 0 - X - X, ALARM, ALARM, ALARM, ALARM",
    "2, 0 0 X 0 X, ALARM, ALARM, ALARM, ALARM",
    "2, 0 - X - -, OK, OK, ALARM, OK",
    "2, - - - - 0, OK, OK, ALARM, OK",
    "2, - - - X -, ALARM, kept, ALARM, OK",
    "2, X X X 0 0, OK, OK, OK, OK"
  })
  void toAlarmOfThree_asInTheGuide(
      int toAlarm, String data, String missing, String ignore, String breaching, String not) {
    for (AlarmState before : AlarmState.values()) {
      assertThat(next(toAlarm, data, Missing.MISSING, before)).isEqualTo(or(missing, before));
      assertThat(next(toAlarm, data, Missing.IGNORE, before)).isEqualTo(or(ignore, before));
      assertThat(next(toAlarm, data, Missing.BREACHING, before)).isEqualTo(or(breaching, before));
      assertThat(next(toAlarm, data, Missing.NOT_BREACHING, before)).isEqualTo(or(not, before));
    }
  }

  private static AlarmState or(String expected, AlarmState before) {
    return expected.equals("kept") ? before : AlarmState.of(expected);
  }

  private static AlarmState next(int toAlarm, String data, Missing missing, AlarmState before) {
    List<Optional<Boolean>> oldestFirst = new ArrayList<>();
    for (String one : data.split(" ", -1)) {
      oldestFirst.add(one.equals("-") ? Optional.empty() : Optional.of(one.equals("X")));
    }
    Evaluation evaluation = new Evaluation(3, toAlarm, missing);
    assertThat(oldestFirst).hasSize(evaluation.range());
    return evaluation.next(oldestFirst.reversed(), before);
  }
}
