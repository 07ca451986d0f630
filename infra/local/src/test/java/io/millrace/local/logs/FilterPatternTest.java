// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterPatternTest {
  private static final String LINE =
      "{\"level\":\"ERROR\",\"n\":12,\"ok\":false,\"cause\":{\"type\":\"java.io.IOException\"},\"list\":[\"a\",\"b\"]}";

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      delimiter = ';',
      value = {
        "`` ; true",
        "ERROR ; true",
        "error ; false",
        "ERROR IOException ; true",
        "ERROR absent ; false",
        "?absent ?ERROR ; true",
        "?absent ?gone ; false",
        "ERROR -IOException ; false",
        "\"java.io.IOException\" ; true",
        "{ $.level = \"ERROR\" } ; true",
        "{ $.level != \"ERROR\" } ; false",
        "{ $.cause.type = \"*IOException\" } ; true",
        "{ $.cause.type = \"java*\" && $.n > 11.5 } ; true",
        "{ $.n >= 13 || $.n = 12 } ; true",
        "{ ($.n < 12 || $.list[1] = b) && $.ok IS FALSE } ; true",
        "{ $.n < 12 } ; false",
        "{ $.absent != 1 } ; false",
        "{ $.absent NOT EXISTS } ; true"
      })
  void pattern_matches_asTheGuideSays(String pattern, boolean expected) {
    assertThat(FilterPattern.parse(pattern == null ? "" : pattern).test(LINE)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[ip, user]", "%err.*%", "a:b", "{ $.a }", "{ $.a > \"x\" }", "{ a = 1 }"})
  void whatIsNotHere_isRefused(String pattern) {
    assertThatThrownBy(() -> FilterPattern.parse(pattern))
        .isInstanceOf(LogsException.class)
        .hasMessageContaining(pattern);
  }
}
