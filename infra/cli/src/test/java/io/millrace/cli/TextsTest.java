// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextsTest {

  @Test
  void bytes_areShownInDecimalUnits() {
    assertThat(Texts.bytes(999)).isEqualTo("999 B");
    assertThat(Texts.bytes(12_345)).isEqualTo("12.3 kB");
    assertThat(Texts.bytes(4_000_000)).isEqualTo("4.0 MB");
  }

  @Test
  void durations_areShownAsCoarseAsTheyAreLong() {
    assertThat(Texts.millis(830)).isEqualTo("830 ms");
    assertThat(Texts.millis(12_340)).isEqualTo("12.3 s");
    assertThat(Texts.duration(Duration.ofSeconds(245))).isEqualTo("4 min 05 s");
  }

  @Test
  void cutText_endsInAnEllipsis_andCountsCharactersNotUnits() {
    assertThat(Texts.cut("abc", 3)).isEqualTo("abc");
    assertThat(Texts.cut("abcd", 3)).isEqualTo("ab…");
    assertThat(Texts.cut("😀😀😀😀", 3)).isEqualTo("😀😀…");
  }
}
