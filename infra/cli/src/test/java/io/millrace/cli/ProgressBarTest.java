// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void bar_fillsWithTheFraction_andNeverOverflows() {
    assertThat(ProgressBar.line(0, "x")).isEqualTo("[........................]   0%  x");
    assertThat(ProgressBar.line(0.5, "x")).isEqualTo("[############............]  50%  x");
    assertThat(ProgressBar.line(7, "x")).isEqualTo("[########################] 100%  x");
  }

  @Test
  void whereNobodyWatches_nothingIsDrawn() {
    try (ProgressBar bar = new ProgressBar(stream(), false, 80)) {
      bar.show(0.5, "half");
    }

    assertThat(drawn()).isEmpty();
  }

  @Test
  void shorterLine_coversTheLongerOne_andTheEndLeavesNothing() {
    try (ProgressBar bar = new ProgressBar(stream(), true, 80)) {
      bar.show(0, "long text");
      bar.show(0, "x");
    }

    String first = "[........................]   0%  long text";
    String second = "[........................]   0%  x" + " ".repeat(8);
    assertThat(drawn()).startsWith("\r" + first + "\r" + second + "\r ").endsWith("\r");
  }

  @Test
  void line_staysWithinTheTerminal() {
    try (ProgressBar bar = new ProgressBar(stream(), true, 50)) {
      bar.show(0, "a text that is far too long for such a narrow terminal");
    }

    assertThat(drawn().split("\r")[1]).hasSize(49).endsWith("…");
  }

  private PrintStream stream() {
    return new PrintStream(err, true, StandardCharsets.UTF_8);
  }

  private String drawn() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
