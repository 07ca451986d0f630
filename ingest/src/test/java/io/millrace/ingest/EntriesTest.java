// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A file that is read in several lives is read as in one. */
final class EntriesTest {

  private static final Upload UPLOAD = new Upload("uploads", "a", "e1", Bench.TOLD);
  private static final List<String> COLUMNS = List.of("time", "n");
  private static final int MAX_BYTES = 40;

  @Property(tries = 200)
  void readingGoesOn_behindAnyEntry(@ForAll("texts") String text, @ForAll boolean csv)
      throws IOException {
    byte[] file = Bench.utf8(csv ? "time,n\n" + text : text);
    List<Position> positions = new ArrayList<>();
    List<String> once = read(csv, new ByteArrayInputStream(file), Bench.FIRST, positions);

    for (int i = 0; i < positions.size(); i++) {
      Position from = positions.get(i);
      InputStream rest =
          new ByteArrayInputStream(
              Arrays.copyOfRange(file, Math.toIntExact(from.offset()), file.length));
      assertThat(read(csv, rest, from, new ArrayList<>()))
          .isEqualTo(once.subList(i + 1, once.size()));
    }
  }

  private static List<String> read(
      boolean csv, InputStream in, Position from, List<Position> positions) throws IOException {
    ByteLines lines = new ByteLines(in, from, MAX_BYTES, 1_000);
    Entries entries =
        csv ? new CsvEntries(UPLOAD, lines, COLUMNS) : new NdjsonEntries(UPLOAD, lines);
    List<String> read = new ArrayList<>();
    for (Entry entry = entries.next(); entry != null; entry = entries.next()) {
      read.add(entry instanceof Entry.Input input ? input.line() + " " + input.outcome() : "blank");
      positions.add(entries.position());
    }
    return read;
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of(
            "{\"time\":\"2026-11-20T10:00:00Z\"}",
            "2026-11-20T10:00:00Z,1",
            "2026-11-20T10:00:00Z,\"two\nlines\"",
            "2026-11-20T10:00:00Z,\"open",
            "x,\"b\"roken",
            "é",
            "",
            " ",
            "\r",
            "y".repeat(60))
        .list()
        .ofMaxSize(12)
        .map(lines -> String.join("\n", lines));
  }
}
