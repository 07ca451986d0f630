// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.report.LoadReport;
import org.jspecify.annotations.Nullable;

/**
 * What a load run comes to per event.
 *
 * @param requestsPerEvent that functions behind ingest made; null without a meter
 * @param cpuMillisPerEvent of the functions' processes; null when that is unknown
 */
record LoadFigures(@Nullable Double requestsPerEvent, @Nullable Double cpuMillisPerEvent) {

  private static final String FUNCTION = "fn:";

  static LoadFigures of(LoadReport report) {
    double events = report.outcome().events();
    if (events == 0) {
      return new LoadFigures(null, null);
    }
    long calls =
        report.requests().stream()
            .filter(row -> row.caller().startsWith(FUNCTION))
            .filter(row -> !row.caller().endsWith("-" + PipelineStage.UPLOAD.function()))
            .mapToLong(LoadReport.Requests::calls)
            .sum();
    double cpu = 0;
    boolean known = !report.stages().isEmpty();
    for (LoadReport.Stage stage : report.stages()) {
      known &= stage.cpuSeconds() != null;
      cpu += stage.cpuSeconds() == null ? 0 : stage.cpuSeconds();
    }
    return new LoadFigures(
        report.requests().isEmpty() ? null : calls / events, known ? cpu * 1_000 / events : null);
  }
}
