// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportFileTest {

  @TempDir private Path folder;

  @Test
  void whatIsWritten_isRead() {
    Path file = folder.resolve("run.json");
    LoadReport report = Runs.of(7, 60);

    ReportFile.write(file, Runs.of(8, 5));
    ReportFile.write(file, report);

    assertThat(ReportFile.read(file)).isEqualTo(report);
    assertThat(folder).isDirectoryContaining(path -> path.equals(file));
  }

  @Test
  void reportOfAnotherFormat_isRefused_withBothFormats() throws IOException {
    assertRefused("{\"format\": 2, \"whatever\": {}}", "has format 2", "reads format 1");
  }

  @Test
  void damagedFile_isRefused_withWhatIsWrong() throws IOException {
    Path whole = folder.resolve("whole.json");
    ReportFile.write(whole, Runs.of(7, 5));
    String json = Files.readString(whole);

    assertRefused("", "no number \"format\"");
    assertRefused("[]", "no number \"format\"");
    assertRefused("{\"format\": \"1\"}", "no number \"format\"");
    assertRefused(json.substring(0, json.length() / 2), "damaged");
    assertRefused(json + "{}", "damaged");
    assertRefused(json.replace("\"drainSeconds\"", "\"drained\""), "drainSeconds");
    assertRefused(
        json.replaceFirst("\"name\":\"enrich\"", "\"name\":null"), "stages[].name is null");
    assertRefused(json.replaceFirst("\"batches\":[0-9]+", "\"batches\":null"), "batches");
  }

  @Test
  void missingFile_isNamed() {
    assertThatThrownBy(() -> ReportFile.read(folder.resolve("gone.json")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("gone.json");
  }

  private void assertRefused(String json, String... words) throws IOException {
    Path file = folder.resolve("run.json");
    Files.writeString(file, json);
    assertThatThrownBy(() -> ReportFile.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("run.json")
        .hasMessageContainingAll(words);
  }
}
