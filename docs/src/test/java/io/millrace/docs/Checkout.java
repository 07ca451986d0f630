// SPDX-License-Identifier: Apache-2.0
package io.millrace.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The files of the checkout that this module speaks about. */
final class Checkout {

  static final Path ROOT = Path.of("..");

  private static final String BEGIN = "<!-- made by %s: -D%s.update=true writes it anew -->\n";
  private static final String END = "<!-- end -->";

  private Checkout() {}

  static JsonNode template() throws IOException {
    return new ObjectMapper().readTree(read("infra/cdk/millrace.template.json"));
  }

  static String read(String path) throws IOException {
    return Files.readString(ROOT.resolve(path));
  }

  /**
   * Compares the generated part of a page, or writes it.
   *
   * @param property {@code -D<property>.update=true} writes
   */
  static void hold(String path, Class<?> test, String property, String generated)
      throws IOException {
    String page = read(path);
    String begin = BEGIN.formatted(test.getSimpleName(), property);
    int from = page.indexOf(begin);
    int to = page.indexOf(END, from);
    assertThat(from).as("%s has a line %s", path, begin).isNotNegative();
    assertThat(to).as("%s has a line %s behind it", path, END).isPositive();
    String now = page.substring(0, from) + begin + "\n" + generated + "\n" + page.substring(to);
    if (Boolean.getBoolean(property + ".update")) {
      Files.writeString(ROOT.resolve(path), now);
    } else {
      assertThat(page)
          .as(
              "%s is not what the code says. Write it anew, and look at the difference:"
                  + " ./mvnw -pl docs -am -Dtest=%s -Dsurefire.failIfNoSpecifiedTests=false -D%s.update=true test",
              path, test.getSimpleName(), property)
          .isEqualTo(now);
    }
  }

  /** A row of a table. */
  static String row(Object... cells) {
    StringBuilder row = new StringBuilder("|");
    for (Object cell : cells) {
      row.append(' ').append(cell).append(" |");
    }
    return row.append('\n').toString();
  }
}
