// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void columns_areAsWideAsTheirWidestCell_andNumbersStandToTheRight() {
    Table table = new Table().left("country").right("events").row("DE", 12_345L).row("Ångström", 7);

    assertThat(table.render())
        .isEqualTo(
            """
            country   events
            --------  ------
            DE        12,345
            Ångström       7
            """);
  }

  @Test
  void withoutTitles_onlyRowsAreShown_andNothingTrails() {
    Table table = new Table().left("").left("").indent("  ").row("a", "").row("bcd", "e");

    assertThat(table.render()).isEqualTo("  a\n  bcd  e\n");
  }

  @Test
  void rowOfAnotherWidth_isRefused() {
    assertThatThrownBy(() -> new Table().left("a").row("b", "c"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("2 cells in a table of 1 columns");
  }
}
