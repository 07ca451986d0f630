// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * What a soak came to.
 *
 * @param faults calls and events that went wrong, by kind
 * @param deadLettered messages and batches that were given up
 * @param redriven of them, those that were done when they were handed back
 * @param differences between what went in and what stands there; empty when nothing was lost and
 *     nothing counts twice
 */
record SoakReport(
    long seed,
    Duration elapsed,
    long events,
    long photos,
    long accepted,
    long rejected,
    SortedMap<String, Long> faults,
    int kills,
    int restarts,
    long deadLettered,
    long redriven,
    boolean aggregatesExact,
    List<String> differences) {

  boolean passed() {
    return differences.isEmpty() && aggregatesExact;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("passed", passed());
    json.put("seed", seed);
    json.put("seconds", elapsed.toSeconds());
    json.put("eventsIn", events);
    json.put("photosIn", photos);
    json.put("accepted", accepted);
    json.put("rejected", rejected);
    json.put("faults", faults);
    json.put("kills", kills);
    json.put("mappingRestarts", restarts);
    json.put("deadLettered", deadLettered);
    json.put("redriven", redriven);
    json.put("aggregatesExact", aggregatesExact);
    json.put("differences", differences);
    return json;
  }

  void show(Output output) {
    long failed = faults.values().stream().mapToLong(Long::longValue).sum();
    String kinds =
        faults.entrySet().stream()
            .map(kind -> kind.getKey() + " " + Texts.grouped(kind.getValue()))
            .collect(Collectors.joining(", "));
    output.heading("Soak of " + Texts.duration(elapsed) + ", seed " + seed);
    output.table(
        new Table()
            .left("")
            .left("")
            .indent("  ")
            .row("in", Texts.grouped(events) + " events, " + Texts.grouped(photos) + " photos")
            .row("faults", Texts.grouped(failed) + (kinds.isEmpty() ? "" : ": " + kinds))
            .row(
                "kills",
                Texts.grouped(kills)
                    + " function processes, "
                    + Texts.grouped(restarts)
                    + " mappings restarted")
            .row("accepted", Texts.grouped(accepted))
            .row("rejected", Texts.grouped(rejected))
            .row(
                "dead-lettered",
                Texts.grouped(deadLettered) + ", redriven " + Texts.grouped(redriven))
            .row("aggregates", aggregatesExact ? "exact" : "NOT exact"));
    if (differences.isEmpty()) {
      output.line("Nothing was lost, and nothing counts twice.");
    } else {
      output.heading(Texts.grouped(differences.size()) + " numbers differ");
      differences.forEach(difference -> output.line("  " + difference));
    }
  }
}
