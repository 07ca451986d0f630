// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadPlanTest {

  @TempDir Path folder;

  @BeforeEach
  void files() throws IOException {
    write("holiday/a.jpg", "12345");
    write("holiday/day 1/ü.jpg", "123");
    write("holiday/.hidden", "x");
    write("holiday/.git/config", "x");
    write("other/a.jpg", "1");
    write("events.ndjson", "{}");
  }

  @Test
  void file_keepsItsName_andFolderItsPaths() {
    UploadPlan plan =
        UploadPlan.of(List.of(folder.resolve("holiday"), folder.resolve("events.ndjson")));

    assertThat(plan.files().keySet())
        .containsExactly("events.ndjson", "holiday/a.jpg", "holiday/day 1/ü.jpg");
    assertThat(plan.bytes()).isEqualTo(10);
  }

  @Test
  void folderWithoutAName_contributesPathsWithinIt() {
    UploadPlan plan = UploadPlan.of(List.of(folder.resolve("holiday/.")));

    assertThat(plan.files().keySet()).containsExactly("a.jpg", "day 1/ü.jpg");
  }

  @Test
  void twoFilesOfOneKey_areRefused() {
    List<Path> paths = List.of(folder.resolve("holiday/a.jpg"), folder.resolve("other/a.jpg"));

    assertThatThrownBy(() -> UploadPlan.of(paths))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("would both become a.jpg");
  }

  @Test
  void sameFileTwice_isOneUpload() {
    Path file = folder.resolve("events.ndjson");

    assertThat(UploadPlan.of(List.of(file, file)).files()).hasSize(1);
  }

  @Test
  void missingPathAndEmptyFolder_areRefusedByName() throws IOException {
    assertThatThrownBy(() -> UploadPlan.of(List.of(folder.resolve("nope"))))
        .hasMessageEndingWith("nope does not exist");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(() -> UploadPlan.of(List.of(empty))).hasMessageStartingWith("No file in");
  }

  private void write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
