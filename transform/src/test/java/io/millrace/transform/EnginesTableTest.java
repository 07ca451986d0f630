// SPDX-License-Identifier: Apache-2.0
package io.millrace.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.batch.Outcome;
import io.millrace.transform.ImageEngine.Renditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The table of the README: what becomes of every kind of file, whole and damaged, by each engine.
 * With {@code -Dengines.update=true} and libvips at hand it is written instead of compared.
 */
final class EnginesTableTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- Written by EnginesTableTest -->\n";
  private static final String END = "<!-- End of what EnginesTableTest writes -->\n";
  private static final String PINNED = "libvips 8.18.7";
  private static final List<String> ENGINES = List.of("portable", PINNED);

  private static final Map<String, UnaryOperator<byte[]>> CASES = cases();

  private static Map<String, UnaryOperator<byte[]>> cases() {
    Map<String, UnaryOperator<byte[]>> cases = new LinkedHashMap<>();
    cases.put("whole", photo -> photo);
    cases.put("signature alone", photo -> Arrays.copyOf(photo, 12));
    cases.put("cut in half", photo -> Arrays.copyOf(photo, photo.length / 2));
    cases.put("20 bytes overwritten", EnginesTableTest::overwritten);
    return cases;
  }

  private static byte[] overwritten(byte[] photo) {
    byte[] damaged = photo.clone();
    Arrays.fill(
        damaged, photo.length / 2, Math.min(photo.length, photo.length / 2 + 20), (byte) 90);
    return damaged;
  }

  @Test
  void table_saysWhatEachEngineDoes() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    Map<String, Rendering> here =
        Rendering.all().stream().collect(Collectors.toMap(Rendering::toString, r -> r));
    if (Boolean.getBoolean("engines.update")) {
      assertThat(here).containsKeys(ENGINES.toArray(String[]::new));
      Files.writeString(README, readme.substring(0, from) + table(here) + readme.substring(to));
      return;
    }
    List<String> written = readme.substring(from, to).lines().toList();
    List<String> found = table(here).lines().toList();
    for (int column = 0; column < columns(); column++) {
      // The library may be absent, or another one.
      if (column == 0 || here.containsKey(ENGINES.get((column - 1) % ENGINES.size()))) {
        assertThat(column(written, column)).isEqualTo(column(found, column));
      }
    }
  }

  private static int columns() {
    return 1 + CASES.size() * ENGINES.size();
  }

  private static List<String> column(List<String> lines, int column) {
    return lines.stream().map(line -> line.split("\\|", -1)[column + 1].strip()).toList();
  }

  private static String table(Map<String, Rendering> engines) {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("file"));
    CASES.keySet().forEach(name -> ENGINES.forEach(engine -> head.add(name + ", " + engine)));
    rows.add(head);
    rows.add(head.stream().map(cell -> "---").toList());
    files()
        .forEach(
            (name, photo) -> {
              List<String> row = new ArrayList<>(List.of(name));
              for (UnaryOperator<byte[]> change : CASES.values()) {
                for (String engine : ENGINES) {
                  Rendering rendering = engines.get(engine);
                  row.add(rendering == null ? "" : word(rendering, change.apply(photo)));
                }
              }
              rows.add(row);
            });
    return rows.stream()
        .map(row -> "| " + String.join(" | ", row) + " |\n")
        .collect(Collectors.joining());
  }

  private static Map<String, byte[]> files() {
    Map<String, byte[]> files = new LinkedHashMap<>(FormatsTest.photos());
    files.put("WebP animated", Pictures.resource("animated.webp"));
    files.put("PNG of 30000×30000", Surgery.monochrome(30_000, 30_000));
    files.put("PDF", Surgery.ascii("%PDF-1.7 and what follows, which is no picture"));
    return files;
  }

  private static String word(Rendering rendering, byte[] photo) {
    return switch (rendering.outcome(photo, Rendering.SPEC)) {
      case Outcome.Accepted<Renditions> accepted -> "rendered";
      case Outcome.Rejected<Renditions> rejected ->
          rejected
              .reason()
              .name()
              .toLowerCase(Locale.ROOT)
              .replace("image", "")
              .replace('_', ' ')
              .strip();
    };
  }
}
