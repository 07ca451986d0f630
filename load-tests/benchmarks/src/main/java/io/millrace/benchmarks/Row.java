// SPDX-License-Identifier: Apache-2.0
package io.millrace.benchmarks;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.RunResult;

/** One benchmark's three sides. */
record Row(String name, Side ours, Side limit, Side plain) {

  static final List<String> NAMES =
      List.of("decode", "enrich", "encode", "core", "send", "pack", "aggregate", "payload");

  /** Of JMH's gc profiler. */
  private static final String BYTES = "gc.alloc.rate.norm";

  private static final double MAX_OF_LIMIT = 1.5;
  private static final double MIN_OF_PLAIN = 4;
  private static final double MAX_BYTES = 2_048;

  /**
   * @param cpu nanoseconds of the process for an event
   * @param bytes allocated for an event
   */
  record Side(double cpu, double bytes) {

    private static Side of(RunResult result) {
      return new Side(
          median(result), requireNonNull(result.getSecondaryResults().get(BYTES)).getScore());
    }

    /** Of the iterations: a compilation that falls into one of them spoils their mean. */
    private static double median(RunResult result) {
      double[] cpu =
          result.getBenchmarkResults().stream()
              .flatMap(fork -> fork.getIterationResults().stream())
              .mapToDouble(
                  it -> requireNonNull(it.getSecondaryResults().get(CpuProfiler.METRIC)).getScore())
              .sorted()
              .toArray();
      return (cpu[(cpu.length - 1) / 2] + cpu[cpu.length / 2]) / 2;
    }
  }

  static List<Row> of(Collection<RunResult> results) {
    Map<String, Side> sides = new TreeMap<>();
    for (RunResult result : results) {
      String[] name = result.getParams().getBenchmark().split("\\.");
      String benchmark = name[name.length - 2].replace("Benchmark", "").toLowerCase(Locale.ROOT);
      sides.put(benchmark + "." + name[name.length - 1], Side.of(result));
    }
    List<Row> rows = new ArrayList<>();
    for (String name : NAMES) {
      if (sides.containsKey(name + ".ours")) {
        rows.add(
            new Row(
                name,
                requireNonNull(sides.get(name + ".ours")),
                requireNonNull(sides.get(name + ".limit")),
                requireNonNull(sides.get(name + ".plain"))));
      }
    }
    return rows;
  }

  double ofLimit() {
    return ours.cpu / limit.cpu;
  }

  double ofPlain() {
    return plain.cpu / ours.cpu;
  }

  /** The targets are the core's. */
  List<String> missed() {
    List<String> missed = new ArrayList<>();
    if (name.equals("core")) {
      if (ofLimit() > MAX_OF_LIMIT) {
        missed.add("missed: ours/limit %.2f, allowed is %.1f".formatted(ofLimit(), MAX_OF_LIMIT));
      }
      if (ofPlain() < MIN_OF_PLAIN) {
        missed.add("missed: plain/ours %.2f, at least %.1f".formatted(ofPlain(), MIN_OF_PLAIN));
      }
      if (ours.bytes >= MAX_BYTES) {
        missed.add("missed: %.0f bytes an event, below %.0f".formatted(ours.bytes, MAX_BYTES));
      }
    }
    return missed;
  }

  static String table(List<Row> rows) {
    StringBuilder table =
        new StringBuilder(
            String.format(
                "%-10s %9s %9s %9s %11s %11s %9s %9s %9s%n",
                "per event",
                "ours ns",
                "limit ns",
                "plain ns",
                "ours/limit",
                "plain/ours",
                "ours B",
                "limit B",
                "plain B"));
    for (Row r : rows) {
      table.append(
          String.format(
              "%-10s %9.0f %9.0f %9.0f %11.2f %11.2f %9.0f %9.0f %9.0f%n",
              r.name,
              r.ours.cpu,
              r.limit.cpu,
              r.plain.cpu,
              r.ofLimit(),
              r.ofPlain(),
              r.ours.bytes,
              r.limit.bytes,
              r.plain.bytes));
    }
    return table.toString();
  }
}
