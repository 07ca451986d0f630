// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.millrace.shared.batch.Outcome.Accepted;
import io.millrace.shared.batch.Outcome.Rejected;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.JsonText;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CsvEntriesTest {

  private static final Upload UPLOAD = new Upload("uploads", "a.csv", "e1", Bench.TOLD);
  private static final List<String> COLUMNS = List.of("time", "note");
  private static final int MAX_BYTES = 200;
  private static final String T = "2026-11-20T10:00:00Z";

  @Test
  void row_takesIdAndSourceFromItsLine_andOtherColumnsAsData() throws IOException {
    Entry.Input entry = read("time,note\r\n" + T + ",\"a \"\"b\"\", c\"\r\n").getFirst();

    assertThat(entry.line()).isEqualTo(2);
    assertThat(entry.outcome())
        .isEqualTo(
            new Accepted<>(
                new CloudEvent(
                    UPLOAD.lineId(2),
                    "s3://uploads/a.csv",
                    "event",
                    Instant.parse(T),
                    null,
                    null,
                    JsonText.of("{\"note\":\"a \\\"b\\\", c\"}"))));
  }

  @Test
  void rowOverSeveralLines_isNumberedByItsFirst_andBlankLinesAreNoRows() throws IOException {
    String text = "time,note\n\n" + T + ",\"a\n\nb\"\n \n" + T + ",c";

    assertThat(told(text)).containsExactly("3 {\"note\":\"a\\n\\nb\"}", "7 {\"note\":\"c\"}");
  }

  @Test
  void lineEndWithinAQuote_staysAsItWas() throws IOException {
    assertThat(told("time,note\r\n" + T + ",\"a\r\nb\"\r\n"))
        .containsExactly("2 {\"note\":\"a\\r\\nb\"}");
  }

  @Test
  void wrongCellCount_isMalformed_andLaterRowsContinue() throws IOException {
    assertThat(told("time,note\n" + T + "\n" + T + ",a,b\n" + T + ",c\n"))
        .containsExactly(
            "2 MALFORMED_CSV 1 cells, the header names 2 columns",
            "3 MALFORMED_CSV 3 cells, the header names 2 columns",
            "4 {\"note\":\"c\"}");
  }

  @Test
  void brokenQuote_costsItsLine_andTheNextLineIsReadAgain() throws IOException {
    String problem = "MALFORMED_CSV something stands between a closing quote and the next comma";

    assertThat(told("time,note\n" + T + ",\"a\"b\n" + T + ",c\n"))
        .containsExactly("2 " + problem, "3 {\"note\":\"c\"}");
    assertThat(told("time,note\n" + T + ",\"a\n" + T + ",b\n" + T + ",\"c\"\n"))
        .containsExactly("2 " + problem, "3 {\"note\":\"b\"}", "4 {\"note\":\"c\"}");
  }

  @Test
  void unclosedQuote_costsItsLine_atTheEndAndAtTheLimit() throws IOException {
    String problem = "MALFORMED_CSV a quote is not closed within 200 bytes or the file";
    String filler = (T + "," + "b".repeat(60) + "\n").repeat(4);

    assertThat(told("time,note\n" + T + ",\"a\n" + T + ",b"))
        .containsExactly("2 " + problem, "3 {\"note\":\"b\"}");
    assertThat(told("time,note\n" + T + ",\"a\n" + filler + T + ",c\""))
        .startsWith("2 " + problem)
        .hasSize(6)
        .endsWith("7 {\"note\":\"c\\\"\"}");
  }

  @Test
  void rowThatIsNotUtf8_isMalformed_andKeepsItsBytes() throws IOException {
    byte[] text = ("time,note\n" + T + ",caf\u00E9\n").getBytes(StandardCharsets.ISO_8859_1);

    CsvEntries entries =
        new CsvEntries(UPLOAD, Bench.lines(new Dribble(text, 3, 1), MAX_BYTES), COLUMNS);
    Entry.Input entry = (Entry.Input) Objects.requireNonNull(entries.next());

    assertThat(describe(entry)).isEqualTo("2 MALFORMED_UTF8 not UTF-8");
    assertThat(entry.raw()).isEqualTo((T + ",caf\u00E9").getBytes(StandardCharsets.ISO_8859_1));
  }

  @Test
  void lineOverTheLimit_isTooLarge_andItsBytesStayInTheUpload() throws IOException {
    List<Entry.Input> entries = read("time,note\n" + T + "," + "x".repeat(200) + "\n" + T + ",c\n");

    assertThat(describe(entries.getFirst()))
        .isEqualTo("2 EVENT_TOO_LARGE 221 bytes, allowed are 200");
    assertThat(entries.getFirst().raw()).isNull();
    assertThat(entries.get(1).line()).isEqualTo(3);
  }

  @Property
  void rowsThatAWriterWrites_areReadAlike_howeverTheBytesArrive(
      @ForAll("rows") List<List<String>> rows,
      @ForAll boolean quoteAll,
      @ForAll boolean crLf,
      @ForAll @IntRange(min = 1, max = 9) int most,
      @ForAll long seed)
      throws IOException {
    StringWriter text = new StringWriter();
    try (CsvWriter writer =
        CsvWriter.builder()
            .lineDelimiter(crLf ? LineDelimiter.CRLF : LineDelimiter.LF)
            .quoteStrategy(quoteAll ? QuoteStrategies.ALWAYS : QuoteStrategies.EMPTY)
            .build(text)) {
      rows.forEach(writer::writeRecord);
    }
    List<List<String>> expected = new ArrayList<>();
    try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(text.toString())) {
      reader.forEach(r -> expected.add(r.getFields()));
    }

    assertThat(expected).isEqualTo(rows);
    assertThat(cells(new Dribble(Bench.utf8(text.toString()), most, seed))).isEqualTo(rows);
  }

  @Provide
  Arbitrary<List<List<String>>> rows() {
    Arbitrary<String> cell = Arbitraries.strings().withChars("ab,\"\n é").ofMaxLength(6);
    return cell.list().ofSize(3).list().ofMaxSize(6);
  }

  /** Rows as {@link CsvRow} splits them. */
  private static List<List<String>> cells(Dribble in) throws IOException {
    ByteLines lines = Bench.lines(in, 10_000);
    List<List<String>> rows = new ArrayList<>();
    CsvRow row = new CsvRow();
    for (ByteLines.Line line = lines.next(); line != null; line = lines.next()) {
      CsvRow.State state = row.feed(line.bytes(), line.end());
      assertThat(state).isNotEqualTo(CsvRow.State.BROKEN);
      if (state == CsvRow.State.COMPLETE) {
        rows.add(row.cells());
        row = new CsvRow();
      }
    }
    return rows;
  }

  private static List<Entry.Input> read(String text) throws IOException {
    CsvEntries entries =
        new CsvEntries(
            UPLOAD, Bench.lines(new Dribble(Bench.utf8(text), 5, 1), MAX_BYTES), COLUMNS);
    List<Entry.Input> read = new ArrayList<>();
    for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
      if (entry instanceof Entry.Input input) {
        read.add(input);
      }
    }
    return read;
  }

  private static List<String> told(String text) throws IOException {
    return read(text).stream().map(CsvEntriesTest::describe).toList();
  }

  private static String describe(Entry.Input entry) {
    return entry.line()
        + " "
        + switch (entry.outcome()) {
          case Accepted<CloudEvent>(CloudEvent event) -> String.valueOf(event.data());
          case Rejected<CloudEvent> r -> r.reason() + " " + r.detail();
        };
  }
}
