// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.record.RejectPart;
import io.millrace.sink.view.Kind;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/**
 * Shows a demo's findings, to a person or as JSON.
 *
 * @param differences one line each; empty when every number agrees
 * @param renditions where a person finds them
 */
record DemoReport(Findings found, List<String> differences, Renditions renditions) {

  private static final int TOP_COUNTRIES = 8;
  private static final int MAX_EXAMPLE_CHARS = 70;

  /**
   * Where the renditions are.
   *
   * @param bucket that holds them, as long as the cloud runs
   * @param folder with copies of them
   */
  record Renditions(String bucket, String folder, long files, long bytes) {}

  void show(Output output) {
    RecordCounts records = found.records();
    output.heading("What came in and what came out (" + Texts.duration(found.elapsed()) + ")");
    output.table(
        new Table()
            .left("")
            .right("received")
            .right("done")
            .right("duplicates")
            .right("rejected")
            .indent("  ")
            .row(
                "photos",
                found.input().photos(),
                records.photos().size(),
                "-",
                records.rejectedPhotos())
            .row(
                "events",
                found.input().events(),
                records.events(),
                found.duplicates(),
                records.rejectedEvents()));
    showRejects(output);
    output.line("");
    output.heading("Renditions");
    output.line(
        "  "
            + Texts.grouped(renditions.files)
            + " files of "
            + Texts.grouped(records.photos().size())
            + " photos, "
            + Texts.bytes(renditions.bytes)
            + ", in "
            + renditions.folder);
    output.line("");
    showCountries(output);
    output.line("");
    output.heading("Iterator age: how long a record waited until its batch was done");
    Table ages = new Table().left("mapping").right("p50").right("p99").right("max").indent("  ");
    found
        .ages()
        .forEach(
            age ->
                ages.row(
                    age.mapping(),
                    Texts.millis(age.p50()),
                    Texts.millis(age.p99()),
                    Texts.millis(age.max())));
    output.table(ages);
    output.line("");
    if (differences.isEmpty()) {
      output.heading(
          "Every number agrees: input, records, aggregates, renditions; "
              + Texts.grouped(found.deadLetters())
              + " dead letters.");
    } else {
      output.heading("These numbers differ:");
      differences.forEach(difference -> output.line("  " + difference));
    }
  }

  private void showRejects(Output output) {
    Map<String, RejectPart> examples = new TreeMap<>();
    for (RejectPart reject : found.records().rejects()) {
      examples.merge(reject.reason().name(), reject, DemoReport::first);
    }
    if (examples.isEmpty()) {
      return;
    }
    output.line("");
    output.heading("Rejected, and why");
    Table table =
        new Table().left("what").left("reason").right("count").left("first of them").indent("  ");
    addRejects(table, "photos", found.records().photoRejects(), examples);
    addRejects(table, "events", found.records().eventRejects(), examples);
    output.table(table);
  }

  /** Of two rejects the one that stands first in the input, so that two runs show the same. */
  private static RejectPart first(RejectPart a, RejectPart b) {
    Comparator<RejectPart> order =
        Comparator.comparingInt((RejectPart r) -> r.origin().length())
            .thenComparing(RejectPart::origin);
    return order.compare(a, b) <= 0 ? a : b;
  }

  private static void addRejects(
      Table table, String what, SortedMap<String, Long> counts, Map<String, RejectPart> examples) {
    counts.forEach(
        (reason, count) -> {
          RejectPart example = examples.get(reason);
          String text =
              example == null ? "" : shortOrigin(example.origin()) + ": " + example.detail();
          table.row(what, reason, count, Texts.cut(text, MAX_EXAMPLE_CHARS));
        });
  }

  /** The key and line of an object; of a stream's position nothing that a person can use. */
  private static String shortOrigin(String origin) {
    return origin.startsWith("s3://")
        ? origin.substring(origin.indexOf('/', "s3://".length()) + 1)
        : origin.substring(0, Math.max(0, origin.indexOf(':')));
  }

  private void showCountries(Output output) {
    List<Map.Entry<String, Long>> countries = countries();
    output.heading("Top countries, of " + countries.size());
    Table table = new Table().left("country").right("events").right("photos").indent("  ");
    for (Map.Entry<String, Long> country :
        countries.subList(0, Math.min(TOP_COUNTRIES, countries.size()))) {
      String code = country.getKey();
      table.row(
          code.equals(RecordCounts.UNKNOWN_COUNTRY) ? "unknown" : code,
          found.records().eventsByCountry().getOrDefault(code, 0L),
          found.records().photosByCountry().getOrDefault(code, 0L));
    }
    output.table(table);
  }

  private List<Map.Entry<String, Long>> countries() {
    Map<String, Long> all = new TreeMap<>(found.records().eventsByCountry());
    found.records().photosByCountry().forEach((country, n) -> all.merge(country, n, Long::sum));
    return all.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  Map<String, Object> json() {
    RecordCounts records = found.records();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put(
        "photos",
        map(
            "received",
            found.input().photos(),
            "ready",
            records.photos().size(),
            "rejected",
            records.rejectedPhotos(),
            "rejectedByReason",
            records.photoRejects(),
            "byCountry",
            records.photosByCountry()));
    all.put(
        "events",
        map(
            "received",
            found.input().events(),
            "recorded",
            records.events(),
            "duplicates",
            found.duplicates(),
            "rejected",
            records.rejectedEvents(),
            "rejectedByReason",
            records.eventRejects(),
            "byCountry",
            records.eventsByCountry()));
    all.put("renditions", found.renditionKeys().size());
    all.put(
        "aggregates",
        map(
            "events",
            found.aggregate(Kind.EVENTS),
            "photos",
            found.aggregate(Kind.PHOTOS),
            "rejects",
            found.aggregate(Kind.REJECTS)));
    all.put("deadLetters", found.deadLetters());
    all.put(
        "iteratorAgeMillis",
        map(
            "p50",
            worst(Findings.Age::p50),
            "p99",
            worst(Findings.Age::p99),
            "max",
            worst(Findings.Age::max)));
    all.put("iteratorAgeMillisByMapping", found.ages());
    all.put("elapsedMillis", found.elapsed().toMillis());
    all.put("renditionsBucket", renditions.bucket);
    all.put("renditionsFolder", renditions.folder);
    all.put("agrees", differences.isEmpty());
    all.put("differences", differences);
    return all;
  }

  /** Of several streams' mappings the slowest: percentiles do not add up. */
  private long worst(ToLongFunction<Findings.Age> value) {
    return found.ages().stream().filter(Findings.Age::stream).mapToLong(value).max().orElse(0);
  }

  private static Map<String, Object> map(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
