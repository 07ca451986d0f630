// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompositeRuleTest {
  private static final Map<String, AlarmState> STATES =
      Map.of("red", AlarmState.ALARM, "green", AlarmState.OK, "grey", AlarmState.INSUFFICIENT_DATA);

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = '|',
      value = {
        "ALARM(\"red\") | true",
        "ALARM('green') | false",
        "OK(green) | true",
        "INSUFFICIENT_DATA(\"grey\") | true",
        "NOT ALARM(\"red\") OR OK(\"green\") | true",
        "ALARM(\"green\") AND OK(\"green\") OR ALARM(\"red\") | true",
        "ALARM(\"red\") OR OK(\"red\") AND FALSE | true",
        "(ALARM(\"red\") OR OK(\"red\")) AND FALSE | false",
        "NOT (TRUE AND ALARM(\"grey\")) | true",
        "ALARM(\"arn:aws:cloudwatch:us-east-1:000000000000:alarm:red\") | true"
      })
  void rule_holds_asItsWordsSay(String rule, boolean expected) {
    assertThat(
            CompositeRule.parse(rule)
                .holds((name, state) -> STATES.getOrDefault(name, AlarmState.OK) == state))
        .isEqualTo(expected);
  }

  @Test
  void rule_namesItsAlarms() {
    assertThat(CompositeRule.parse("ALARM(a) OR NOT OK(\"b c\") AND TRUE").alarms())
        .containsExactly("a", "b c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ALARM", "ALARM()", "ALARM(a", "ALARM(a) OR", "XOR(a)", "ALARM(a) b"})
  void whatIsNoRule_isRefused(String rule) {
    assertThatThrownBy(() -> CompositeRule.parse(rule))
        .isInstanceOf(MonitoringException.class)
        .hasMessageContaining("AlarmRule '" + rule + "'");
  }
}
