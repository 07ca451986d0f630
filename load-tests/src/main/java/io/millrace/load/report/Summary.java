// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import org.jspecify.annotations.Nullable;

/**
 * Figures of the whole run that follow from others; NaN where they can't be told.
 *
 * @param requestsPerEvent calls by the functions' code per event, ingest not counted when events
 *     came over the stream
 * @param cpuMicrosPerEvent of all function processes
 */
public record Summary(double requestsPerEvent, double cpuMicrosPerEvent) {

  private static final double MICROS_PER_SECOND = 1e6;

  /** Works them out. */
  public static Summary of(LoadReport report) {
    double events = report.outcome().events();
    double calls =
        report.requests().stream()
            .filter(one -> one.caller().startsWith("fn:") && !one.caller().endsWith("upload"))
            .mapToLong(LoadReport.Requests::calls)
            .sum();
    @Nullable Double cpu = null;
    for (LoadReport.Stage stage : report.stages()) {
      Double seconds = stage.cpuSeconds();
      if (seconds != null) {
        cpu = (cpu == null ? 0 : cpu) + seconds;
      }
    }
    return new Summary(
        events == 0 || report.requests().isEmpty() ? Double.NaN : calls / events,
        events == 0 || cpu == null ? Double.NaN : cpu * MICROS_PER_SECOND / events);
  }
}
