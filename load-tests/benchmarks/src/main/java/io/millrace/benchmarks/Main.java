// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks and prints the table of ratios. */
public final class Main {

  private static final String RESULTS = "millrace.benchmarks.results";

  /** How long a run takes: eight benchmarks of three sides each. */
  private enum Effort {
    /** A minute. */
    QUICK(1, 3, 200, 3, 200),
    /** Six: the second compiler needs seconds for the larger sides. */
    FULL(1, 10, 1_000, 4, 1_000);

    private final int forks;
    private final int warmups;
    private final int warmupMillis;
    private final int measurements;
    private final int measurementMillis;

    Effort(int forks, int warmups, int warmupMillis, int measurements, int measurementMillis) {
      this.forks = forks;
      this.warmups = warmups;
      this.warmupMillis = warmupMillis;
      this.measurements = measurements;
      this.measurementMillis = measurementMillis;
    }

    ChainedOptionsBuilder options() {
      return new OptionsBuilder()
          .forks(forks)
          .warmupIterations(warmups)
          .warmupTime(TimeValue.milliseconds(warmupMillis))
          .measurementIterations(measurements)
          .measurementTime(TimeValue.milliseconds(measurementMillis));
    }
  }

  private Main() {}

  /**
   * Takes {@code --quick}, {@code --c1}, {@code --check} and names of benchmarks, such as {@code
   * decode}.
   */
  public static void main(String[] args) throws RunnerException {
    List<String> names = new ArrayList<>();
    Effort effort = Effort.FULL;
    boolean check = false;
    boolean c1 = false;
    for (String arg : args) {
      switch (arg) {
        case "--quick" -> effort = Effort.QUICK;
        case "--check" -> check = true;
        case "--c1" -> c1 = true;
        default -> names.add(arg);
      }
    }
    if (names.stream().anyMatch(name -> !Row.NAMES.contains(name))) {
      System.err.println(
          "usage: run [--quick] [--c1] [--check] [NAME…], a NAME is one of "
              + String.join(", ", Row.NAMES));
      System.exit(2);
    }
    List<RunResult> results = new ArrayList<>();
    for (String name : names.isEmpty() ? Row.NAMES : names) {
      System.err.println("running " + name);
      results.addAll(new Runner(options(effort, c1, name)).run());
    }
    List<Row> rows = Row.of(results);
    System.out.print(Row.table(rows));
    List<String> missed = rows.stream().flatMap(row -> row.missed().stream()).toList();
    missed.forEach(System.out::println);
    System.exit(check && !missed.isEmpty() ? 1 : 0);
  }

  private static Options options(Effort effort, boolean c1, String name) {
    return effort
        .options()
        .include("(?i)\\." + name + "Benchmark\\.")
        .mode(Mode.AverageTime)
        .timeUnit(TimeUnit.NANOSECONDS)
        .addProfiler(GCProfiler.class)
        .addProfiler(CpuProfiler.class)
        .jvmArgs(
            // As in a function of less than two processors.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=" + (c1 ? 1 : 4),
            "-Xms512m",
            "-Xmx512m",
            // JMH 1.37 uses what JDK 24 warns of.
            "--sun-misc-unsafe-memory-access=allow")
        .verbosity(VerboseMode.SILENT)
        .result(System.getProperty(RESULTS, ".") + "/" + name + ".json")
        .resultFormat(ResultFormatType.JSON)
        .build();
  }
}
