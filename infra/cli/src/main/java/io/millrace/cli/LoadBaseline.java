// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.report.Comparison;
import io.millrace.load.report.LoadReport;
import io.millrace.load.report.ReportFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of the earlier run that a load run is held against. */
final class LoadBaseline {

  @Option(
      names = "--compare",
      paramLabel = "OLD.json",
      description =
          "Hold the run against an earlier one's report.json: ratios, and exit code 1 when a figure is"
              + " worse beyond --limit.")
  private @Nullable Path compare;

  @Option(
      names = "--limit",
      paramLabel = "RATIO",
      converter = LoadOptions.Ratio.class,
      description = "Of --compare: what is no more than this is the same (default: 1.25).")
  private double limit = Comparison.DEFAULT_LIMIT;

  /**
   * Read before the run, which a wrong file must not cost; null without one.
   *
   * @throws CommandException when the file is none of a load run
   */
  @Nullable LoadReport read() {
    try {
      return compare == null ? null : ReportFile.read(compare);
    } catch (IllegalArgumentException e) {
      throw new CommandException("--compare: " + e.getMessage(), e);
    }
  }

  /** Says what changed; false when something became worse, or the two can't be compared. */
  boolean kept(LoadReport old, LoadReport now, Output output) {
    Comparison comparison = Comparison.of(old, now, limit);
    output.note("Compared with " + compare + ", begun " + old.began() + ":");
    comparison.lines().forEach(output::note);
    return comparison.verdict() == Comparison.Verdict.FINE;
  }
}
