// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.samples.geo.Networks;
import io.millrace.samples.geo.Place;
import io.millrace.shared.batch.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T05:30:00.123456Z");

  @TempDir private static Path directory;
  private static Expected expected;

  @BeforeAll
  static void write() {
    expected = Samples.write(directory, NOW);
  }

  @Test
  void sameMoment_makesTheSameFiles(@TempDir Path other) throws IOException {
    Samples.write(other, NOW);

    assertThat(contents(other)).containsExactlyInAnyOrderElementsOf(contents(directory));
  }

  @Test
  void expectation_readsAsItWasWritten() {
    assertThat(Expected.read(directory.resolve(Samples.EXPECTED))).isEqualTo(expected);
  }

  @Test
  void events_areTenThousandLines_onePercentWrong_twoPercentTwice() {
    Expected.Events events = expected.events();

    assertThat(events.received()).isEqualTo(10_000);
    assertThat(events.duplicates()).isEqualTo(200);
    assertThat(events.rejected()).containsEntry("TOO_OLD", 9L).containsEntry("TOO_EARLY", 6L);
    assertThat(events.rejectedTotal()).isEqualTo(100 + 9 + 6);
    assertThat(events.distinct())
        .isEqualTo(events.received() - events.duplicates() - events.rejectedTotal());
  }

  @Test
  void events_comeFromFortyCountries_inFiveTypes_overTwoDays() {
    Expected.Events events = expected.events();
    Set<String> countries =
        Networks.busy().keySet().stream().map(Place::country).collect(Collectors.toSet());
    countries.add(Expected.UNKNOWN_COUNTRY);

    assertThat(events.byCountry().keySet()).hasSize(41).isEqualTo(countries);
    assertThat(events.byType()).hasSize(5);
    assertThat(events.byHour().firstKey()).isEqualTo("2026-11-21T05Z");
    assertThat(events.byHour().lastKey()).isEqualTo("2026-11-23T05Z");
    assertThat(events.byHour()).hasSize(49);
  }

  @Test
  void events_sumUpTheSameHoweverTheyAreSplit() {
    Expected.Events events = expected.events();

    assertThat(sum(events.byType())).isEqualTo(events.distinct());
    assertThat(sum(events.byCountry())).isEqualTo(events.distinct());
    assertThat(events.byHour().values().stream().mapToLong(SamplesTest::sum).sum())
        .isEqualTo(events.distinct());
  }

  @Test
  void reasons_areThePipelines() {
    Set<String> names = Stream.of(Reason.values()).map(Reason::name).collect(Collectors.toSet());

    assertThat(names).containsAll(expected.events().rejected().keySet());
    assertThat(names).containsAll(expected.photos().rejected().keySet());
  }

  @Test
  void recount_byTheRealCodecAndTheRealDatabaseReader_findsTheSame() throws IOException {
    Recount recount = new Recount(NOW, Duration.ofDays(7), Duration.ofHours(1));
    recount.ndjson(directory.resolve(EventFiles.NDJSON));
    recount.csv(directory.resolve(EventFiles.CSV));

    assertThat(recount.tally().toExpected()).isEqualTo(expected.events());
    assertThat(recount.acrossFiles()).isEqualTo(50);
  }

  @Test
  void lines_areAboutAsLongAsRealOnes() throws IOException {
    long bytes = Files.size(directory.resolve(EventFiles.NDJSON));

    assertThat(bytes / 6_000).isBetween(300L, 600L);
  }

  @Test
  void photos_areAllOfTheFolder_andNoOther() throws IOException {
    List<String> files = new ArrayList<>();
    try (Stream<Path> folder = Files.list(directory.resolve(Samples.PHOTOS))) {
      folder.forEach(file -> files.add(file.getFileName().toString()));
    }

    assertThat(files)
        .containsExactlyInAnyOrderElementsOf(
            SamplePhoto.ALL.stream().map(SamplePhoto::file).toList());
    assertThat(expected.photos().received()).isEqualTo(files.size());
    assertThat(expected.photos().ready() + expected.photos().rejectedTotal())
        .isEqualTo(files.size());
    assertThat(expected.photos().byCountry())
        .containsOnlyKeys("AU", "BR", "DE", "US", Expected.UNKNOWN_COUNTRY);
  }

  private static long sum(SortedMap<String, Long> counts) {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }

  private static List<Map.Entry<String, String>> contents(Path folder) throws IOException {
    List<Map.Entry<String, String>> contents = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.add(
            Map.entry(
                folder.relativize(file).toString(),
                HexFormat.of().formatHex(Files.readAllBytes(file))));
      }
    }
    return contents;
  }
}
