// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.samples.Expected;
import io.millrace.samples.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputCounterTest {

  @TempDir Path folder;

  @Test
  void ofTheSamples_itCountsWhatTheirMakerDid() {
    Expected expected = Samples.write(folder, Instant.parse("2026-11-23T06:00:00Z"));

    Input input =
        InputCounter.count(
            UploadPlan.of(
                    List.of(
                        folder.resolve(Samples.PHOTOS),
                        folder.resolve("events.ndjson"),
                        folder.resolve("events.csv.gz")))
                .files());

    long outOfTime =
        expected.events().rejected().getOrDefault("TOO_OLD", 0L)
            + expected.events().rejected().getOrDefault("TOO_EARLY", 0L);
    assertThat(input.photos()).isEqualTo(expected.photos().received());
    assertThat(input.events()).isEqualTo(expected.events().received());
    assertThat(input.distinct()).isEqualTo(expected.events().distinct() + outOfTime);
    assertThat(input.unreadable()).isEqualTo(expected.events().rejectedTotal() - outOfTime);
    assertThat(input.eventKeys()).containsExactlyInAnyOrder("events.ndjson", "events.csv.gz");
  }

  @Test
  void whatAFileIs_itsBytesDecide() throws IOException {
    Path lines = file("lines.jpg", "\n {\"time\":\"2026-11-23T05:00:00Z\"}\n\n{\"time\":1}\n");
    Path rows = file("rows", "time,ip\n2026-11-23T05:00:00Z,192.0.2.7\n\n");
    Path text = file("text.csv", "no,such,column\n1,2,3\n");

    Input input = InputCounter.count(Map.of("lines.jpg", lines, "rows", rows, "text.csv", text));

    assertThat(input.eventKeys()).containsExactlyInAnyOrder("lines.jpg", "rows");
    assertThat(input.events()).isEqualTo(3);
    assertThat(input.distinct()).isEqualTo(2);
    assertThat(input.unreadable()).isEqualTo(1);
    assertThat(input.photos()).isEqualTo(1);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }
}
