// SPDX-License-Identifier: Apache-2.0
package io.millrace.peers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a run, as a table and as JSON. */
final class Report {
  /** Targets of the load tests, as ratios in one run. */
  private static final double CAMEL_TARGET = 3;

  private static final double ENGINE_TARGET = 0.6;
  private static final double REQUESTS_TARGET = 0.06;

  private final Map<String, Object> json = new LinkedHashMap<>();
  private final List<Result> results = new ArrayList<>();
  private Replay.@Nullable Outcome replay;

  Report(Inputs inputs) {
    json.put("events", inputs.measured().events().size());
    json.put("meanEventBytes", Math.round(inputs.measured().meanBytes()));
    json.put("processors", Runtime.getRuntime().availableProcessors());
    json.put("sides", results);
  }

  void add(Result result) {
    results.add(result);
  }

  void add(Replay.Outcome outcome) {
    if (replay == null || outcome.seconds() < replay.seconds()) {
      replay = outcome;
    }
  }

  Map<String, Object> json() {
    if (replay != null) {
      json.put("replay", replay);
    }
    json.put("targets", targets());
    return json;
  }

  /** A target and what was measured. */
  record Target(String what, double measured, String wanted, boolean holds) {}

  String table() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "",
        "events/s",
        "CPU s per 1,000 events",
        "",
        "",
        "",
        "requests",
        "polls",
        "units",
        "$ of calls");
    line(
        text,
        "",
        "",
        "program",
        "+polling",
        "-polling",
        "all",
        "an event",
        "an event",
        "WCU/RCU",
        "a million");
    for (Result one : results) {
      line(
          text,
          one.side(),
          number(0, one.eventsPerSecond()),
          number(3, one.cpuPerThousand()),
          number(3, one.cpuWithPollingPerThousand()),
          number(3, one.cpuWithoutPollingPerThousand()),
          number(3, one.cpuOfAllPerThousand()),
          number(3, one.requestsPerEvent()),
          number(3, one.pollsPerEvent()),
          number(2, one.writeUnitsPerEvent()) + "/" + number(3, one.readUnitsPerEvent()),
          number(2, one.dollarsOfCallsPerMillion()));
    }
    if (replay != null) {
      line(
          text,
          "engine alone (" + replay.threads() + " threads)",
          number(0, replayRate(replay)),
          "",
          "",
          "",
          number(
              3,
              replay.cpuSeconds()
                  * 1_000
                  / ((Number) json.getOrDefault("events", 1)).doubleValue()));
    }
    text.append('\n');
    for (Target target : targets()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-78s %8.3f   %-8s %s%n",
              target.what,
              target.measured,
              target.wanted,
              target.holds ? "holds" : "MISSED"));
    }
    return text.toString();
  }

  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    @Nullable Result ours = find(Sides.ENRICH);
    @Nullable Result whole = find(Sides.WHOLE);
    List<Result> camels =
        results.stream().filter(one -> one.side().startsWith(Sides.CAMEL)).toList();
    if (ours != null && !camels.isEmpty()) {
      targets.add(
          atLeast(
              "events per CPU second, Camel's best = 1 (as on AWS: pollers are Lambda's)",
              best(camels, Result::cpuPerThousand) / ours.cpuPerThousand(),
              CAMEL_TARGET));
      targets.add(
          atLeast(
              "the same with our pollers counted in",
              best(camels, Result::cpuWithPollingPerThousand) / ours.cpuWithPollingPerThousand(),
              CAMEL_TARGET));
      targets.add(
          atLeast(
              "the same with nobody's polling counted",
              best(camels, Result::cpuWithoutPollingPerThousand)
                  / ours.cpuWithoutPollingPerThousand(),
              CAMEL_TARGET));
    }
    if (whole != null) {
      targets.add(
          new Target(
              "requests per event after ingest, all functions",
              whole.requestsPerEvent(),
              "<= " + REQUESTS_TARGET,
              whole.requestsPerEvent() <= REQUESTS_TARGET));
      if (replay != null) {
        targets.add(
            atLeast(
                "whole path, the engine alone under the same requests = 1, first to last write",
                whole.eventsPerWritingSecond() / replayRate(replay),
                ENGINE_TARGET));
        targets.add(
            atLeast(
                "the same from the first put: with the first poll and window of "
                    + number(1, whole.seconds() - whole.writingSeconds())
                    + " s",
                whole.eventsPerSecond() / replayRate(replay),
                ENGINE_TARGET));
      }
    }
    return targets;
  }

  private double replayRate(Replay.Outcome outcome) {
    return ((Number) json.getOrDefault("events", 0)).doubleValue() / outcome.seconds();
  }

  private @Nullable Result find(String side) {
    return results.stream().filter(one -> one.side().equals(side)).findFirst().orElse(null);
  }

  private static double best(
      List<Result> camels, java.util.function.ToDoubleFunction<Result> cost) {
    return camels.stream().mapToDouble(cost).min().orElseThrow();
  }

  private static Target atLeast(String what, double measured, double wanted) {
    return new Target(what, measured, ">= " + wanted, measured >= wanted);
  }

  private static void line(StringBuilder text, String first, String... others) {
    text.append(String.format(Locale.ROOT, "%-26s", first));
    for (String other : others) {
      text.append(String.format(Locale.ROOT, " %10s", other));
    }
    text.append('\n');
  }

  private static String number(int digits, double value) {
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
