// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.report.HtmlReport;
import io.millrace.load.report.LoadReport;
import io.millrace.load.report.ReportFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a load run leaves on disk: the one place that knows the report's renderings. */
final class LoadFiles {

  static final String JSON = "report.json";
  static final String PAGE = "report.html";

  private LoadFiles() {}

  /** Creates the folder, so that a run does not end with no place for its report. */
  static Path create(Path folder) {
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create " + folder, e);
    }
  }

  /** Writes them; what stood there under their names is replaced. */
  static void write(LoadReport report, Path folder) {
    ReportFile.write(folder.resolve(JSON), report);
    try {
      Files.writeString(folder.resolve(PAGE), HtmlReport.of(report));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write the report to " + folder, e);
    }
  }
}
