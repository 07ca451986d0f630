// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

  @Test
  void linesEndInLfOrCrLf_andTheLastNeedsNoEnd() throws IOException {
    assertThat(read("a\nb\r\n\nc\rd", 10)).containsExactly("1:a", "2:b", "3:", "4:c\rd");
  }

  @Test
  void tooLongLine_isCutOneByteBehindTheLimit_andTheNextIsWhole() throws IOException {
    assertThat(read("abcdefgh\nxyz", 4)).containsExactly("1:abcde", "2:xyz");
  }

  @Test
  void emptyInput_hasNoLine() throws IOException {
    assertThat(read("", 10)).isEmpty();
  }

  @Test
  void carriageReturns_areKeptWithinALine() throws IOException {
    assertThat(read("a\r\rb\r\n", 10)).containsExactly("1:a\r\rb");
  }

  private static List<String> read(String text, int maxBytes) throws IOException {
    Lines lines =
        new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), maxBytes);
    List<String> found = new ArrayList<>();
    for (byte[] line = lines.next(); line != null; line = lines.next()) {
      found.add(lines.number() + ":" + new String(line, StandardCharsets.UTF_8));
    }
    return found;
  }
}
