// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.samples.Expected;
import io.millrace.samples.Samples;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import io.millrace.shared.event.Json;
import io.millrace.shared.event.PhotoUploaded;
import io.millrace.shared.record.RejectPart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample files against what their maker expects of ingest's part of the pipeline. */
final class SamplesTest {

  private static final Instant NOW = Instant.parse("2026-11-23T06:00:00Z");

  private final Bench bench = new Bench();

  @Test
  void events_areTakenAndRejectedAsExpected(@TempDir Path folder) throws IOException {
    Expected.Events expected = Samples.write(folder, NOW).events();
    Map<String, Long> wrongTimes = new HashMap<>(expected.rejected());
    wrongTimes.keySet().removeIf(r -> !r.equals("TOO_OLD") && !r.equals("TOO_EARLY"));
    Map<String, Long> wrongLines = new HashMap<>(expected.rejected());
    wrongLines.keySet().removeAll(wrongTimes.keySet());

    for (String file : List.of("events.ndjson", "events.csv.gz")) {
      bench.run(bench.upload(file, Files.readAllBytes(folder.resolve(file))));
    }

    Map<String, Long> reasons =
        bench.rejects().stream()
            .map(r -> r.reason().name())
            .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    assertThat(reasons).isEqualTo(wrongLines);
    // Times are judged behind the stream, where the arrival is known.
    long later = wrongTimes.values().stream().mapToLong(Long::longValue).sum();
    assertThat(bench.events().stream().map(CloudEvent::recordId).distinct())
        .hasSize((int) (expected.distinct() + later));
    assertThat(bench.events()).hasSize((int) (expected.received() - bench.rejects().size()));
  }

  @Test
  void photos_areKnownByTheirBytes_andSayWhatTheCameraWrote(@TempDir Path folder)
      throws IOException {
    Expected.Photos expected = Samples.write(folder, NOW).photos();
    Counts counts = Counts.NONE;
    try (Stream<Path> files = Files.list(folder.resolve(Samples.PHOTOS))) {
      for (Path file : files.sorted().toList()) {
        String name = file.getFileName().toString();
        counts = counts.plus(bench.run(bench.upload(name, Files.readAllBytes(file))).counts());
      }
    }

    int unsupported = expected.rejected().getOrDefault("UNSUPPORTED_CONTENT", 0L).intValue();
    assertThat(counts)
        .isEqualTo(Counts.done((int) expected.received() - unsupported, unsupported, 0));
    assertThat(bench.rejects())
        .extracting(RejectPart::reason)
        .containsExactly(Reason.UNSUPPORTED_CONTENT);
    assertThat(photo("named-like-text.txt").contentType()).isEqualTo("image/png");
    assertThat(photo("lossless.webp").contentType()).isEqualTo("image/webp");
    assertThat(photo("sydney.jpg"))
        .satisfies(
            p -> assertThat(p.takenAt()).isEqualTo("2026-10-02T19:05:59"),
            p -> assertThat(p.camera()).isEqualTo("Millrace Optics Flume Mini"),
            p -> assertThat(p.latE6()).isEqualTo(-33_856_800),
            p -> assertThat(p.lonE6()).isEqualTo(151_215_300));
    assertThat(photo("sao-paulo.jpg").lonE6()).isEqualTo(-46_655_900);
    assertThat(photo("grey.jpg").latE6()).isNull();
  }

  private PhotoUploaded photo(String name) throws IOException {
    CloudEvent event =
        bench.events().stream().filter(e -> name.equals(e.subject())).findFirst().orElseThrow();
    return Json.read(String.valueOf(event.data()), PhotoUploaded.class);
  }
}
