// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvRowsTest {

  @Test
  void quotedCell_holdsCommasQuotesAndLineEnds() throws IOException {
    assertThat(rows("a,\"b,c\",\"d\"\"e\"\n\"f\ng\",h\n"))
        .containsExactly("1:[a, b,c, d\"e]", "2:[f\ng, h]");
  }

  @Test
  void quoteThatIsNeverClosed_costsItsLineOnly() throws IOException {
    assertThat(rows("a,\"b\nc,d\ne,f")).containsExactly("1:null", "2:[c, d]", "3:[e, f]");
  }

  @Test
  void somethingBehindAClosingQuote_costsItsLineOnly() throws IOException {
    assertThat(rows("\"a\"b,c\nd,e")).containsExactly("1:null", "2:[d, e]");
  }

  @Test
  void blankLines_areNoRows_andEmptyCellsAreCells() throws IOException {
    assertThat(rows("\n  \r\na,,\r\n\r\n")).containsExactly("3:[a, , ]");
  }

  private static List<String> rows(String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    CsvRows rows = new CsvRows(new Lines(new ByteArrayInputStream(bytes), 1_000), 1_000);
    List<String> found = new ArrayList<>();
    for (CsvRows.Row row = rows.next(); row != null; row = rows.next()) {
      found.add(row.number() + ":" + row.cells());
    }
    return found;
  }
}
