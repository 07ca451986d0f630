// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class AgoTest {

  @Test
  void numberWithUnit_isAStretchOfTime() {
    assertThat(new Ago().convert("30m")).isEqualTo(Duration.ofMinutes(30));
    assertThat(new Ago().convert("1h")).isEqualTo(Duration.ofHours(1));
    assertThat(new Ago().convert("2d")).isEqualTo(Duration.ofDays(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1", "h", "0h", "-1h", "1y", "1.5h", "9999999d", "1h30m"})
  void anythingElse_isRefused_andSaysWhatIsAllowed(String value) {
    assertThatThrownBy(() -> new Ago().convert(value))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("\"" + value + "\"")
        .hasMessageContaining("allowed are 1m to 3650d");
  }
}
