// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.ingest.ByteLines.Line;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

final class ByteLinesTest {

  @Test
  void lines_endWithLfOrCrLf_andTheLastNeedsNoEnd() throws IOException {
    assertThat(texts("a\nb\r\n\n\r\nc\rd\re")).containsExactly("a", "b", "", "", "c\rd\re");
    assertThat(texts("a\n")).containsExactly("a");
    assertThat(texts("")).isEmpty();
  }

  @Test
  void lineAtTheLimit_isWhole_andOneByteMoreIsTooLong() throws IOException {
    ByteLines lines = Bench.lines(new Dribble(Bench.utf8("1234\r\n12345\n1\n"), 3, 1), 4);

    Line fits = Objects.requireNonNull(lines.next());
    Line tooLong = Objects.requireNonNull(lines.next());
    Line last = Objects.requireNonNull(lines.next());

    assertThat(fits.isTooLong()).isFalse();
    assertThat(fits.bytes()).hasSize(4);
    assertThat(tooLong.isTooLong()).isTrue();
    assertThat(tooLong.length()).isEqualTo(5);
    assertThat(tooLong.bytes()).hasSize(4);
    assertThat(last.number()).isEqualTo(3);
    assertThat(lines.next()).isNull();
  }

  @Test
  void lineWithoutAnEndInSight_breaksTheReadingOff() throws IOException {
    String text = "a\n" + "b".repeat(100_000) + "\nc\n";
    ByteLines lines =
        new ByteLines(new Dribble(Bench.utf8(text), 7_000, 1), Bench.FIRST, 10, 99_999);

    assertThat(text(Objects.requireNonNull(lines.next()))).isEqualTo("a");
    assertThatThrownBy(lines::next)
        .isInstanceOf(BrokenOffException.class)
        .hasMessage("no line end within 99999 bytes");
    assertThat(lines.position()).isEqualTo(new Position(2, 2));
  }

  @Property
  void lines_areTheSame_howeverTheBytesArrive(
      @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 9) int most, @ForAll long seed)
      throws IOException {
    List<String> expected = new ArrayList<>(List.of(text.split("\n", -1)));
    if (expected.getLast().isEmpty()) {
      expected.removeLast();
    }
    boolean endsOpen = !text.endsWith("\n");
    ByteLines lines = Bench.lines(new Dribble(Bench.utf8(text), most, seed), 1_000);

    for (int i = 0; i < expected.size(); i++) {
      boolean last = endsOpen && i == expected.size() - 1;
      String line = expected.get(i);
      Line read = Objects.requireNonNull(lines.next());
      assertThat(read.number()).isEqualTo(i + 1L);
      assertThat(text(read))
          .isEqualTo(!last && line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
    }
    assertThat(lines.next()).isNull();
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("ab\r\n\"é").ofMaxLength(60);
  }

  private static List<String> texts(String text) throws IOException {
    ByteLines lines = Bench.lines(new Dribble(Bench.utf8(text), 2, 7), 1_000);
    List<String> read = new ArrayList<>();
    for (Line line = lines.next(); line != null; line = lines.next()) {
      read.add(text(line));
    }
    return read;
  }

  private static String text(Line line) {
    return new String(line.bytes(), StandardCharsets.UTF_8);
  }
}
