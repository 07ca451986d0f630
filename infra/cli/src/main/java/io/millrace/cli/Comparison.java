// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.samples.Expected;
import io.millrace.sink.view.Kind;
import io.millrace.sink.view.VerificationReport.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** Holds numbers that must agree against each other and says which do not. */
final class Comparison {

  private static final int MAX_CELLS = 5;

  private final List<String> differences = new ArrayList<>();

  private Comparison() {}

  /** What differs among the findings themselves, one line each; empty when all agree. */
  static List<String> of(Findings found) {
    Comparison c = new Comparison();
    RecordCounts records = found.records();
    c.same(
        "photos received",
        found.input().photos(),
        "ready + rejected",
        records.photos().size() + records.rejectedPhotos());
    if (!records.hasGivenUp()) {
      c.same(
          "events recorded",
          records.events(),
          "distinct events in the input",
          found.input().distinct() - records.rejectedByEnrich());
      c.same(
          "events rejected",
          records.rejectedEvents(),
          "wrong lines in the input",
          found.input().unreadable() + records.rejectedByEnrich());
    }
    c.same(
        "events recorded",
        records.events(),
        "events in the aggregates",
        found.aggregate(Kind.EVENTS));
    c.same(
        "photos ready",
        records.photos().size(),
        "photos in the aggregates",
        found.aggregate(Kind.PHOTOS));
    c.same(
        "inputs rejected",
        records.rejectedEvents() + records.rejectedPhotos(),
        "rejects in the aggregates",
        found.aggregate(Kind.REJECTS));
    c.same(
        "renditions that the records name",
        records.renditions().size(),
        "objects in the renditions bucket",
        found.renditionKeys().size());
    TreeSet<String> missing = new TreeSet<>(records.renditions());
    found.renditionKeys().forEach(missing::remove);
    missing.stream()
        .limit(MAX_CELLS)
        .forEach(key -> c.differences.add("rendition " + key + " is missing"));
    c.same("dead letters and failed batches", found.deadLetters(), "none", 0);
    c.verified(found);
    return c.differences;
  }

  /** What differs from what the samples must yield. */
  static List<String> with(Findings found, Expected expected) {
    Comparison c = new Comparison();
    RecordCounts records = found.records();
    Expected.Events events = expected.events();
    Expected.Photos photos = expected.photos();
    c.same("events received", found.input().events(), "expected", events.received());
    c.same("events recorded", records.events(), "expected", events.distinct());
    c.same("duplicates", found.duplicates(), "expected", events.duplicates());
    c.same("events rejected as ", records.eventRejects(), events.rejected());
    c.same("events from ", records.eventsByCountry(), events.byCountry());
    TreeSet<String> hours = new TreeSet<>(records.eventsByHour().keySet());
    hours.addAll(events.byHour().keySet());
    for (String hour : hours) {
      c.same(
          "events of " + hour + " from ",
          records.eventsByHour().getOrDefault(hour, none()),
          events.byHour().getOrDefault(hour, none()));
    }
    c.same("photos received", found.input().photos(), "expected", photos.received());
    c.same("photos ready", records.photos().size(), "expected", photos.ready());
    c.same("photos rejected as ", records.photoRejects(), photos.rejected());
    c.same("photos from ", records.photosByCountry(), photos.byCountry());
    return c.differences;
  }

  private static SortedMap<String, Long> none() {
    return new java.util.TreeMap<>();
  }

  private void verified(Findings found) {
    List<Difference> cells = found.verification().differences();
    cells.stream()
        .limit(MAX_CELLS)
        .forEach(
            d ->
                same(
                    d.cell() + " " + d.attribute() + " in the aggregates",
                    d.found(),
                    "by the records",
                    d.expected()));
    if (cells.size() > MAX_CELLS) {
      differences.add(
          (cells.size() - MAX_CELLS) + " more cells of the aggregates differ from the records");
    }
    if (found.verification().unsettled() > 0) {
      differences.add(found.verification().unsettled() + " numbers of the aggregates still move");
    }
  }

  private void same(String what, long is, String other, long shouldBe) {
    if (is != shouldBe) {
      differences.add(
          what + ": " + Texts.grouped(is) + ", " + other + ": " + Texts.grouped(shouldBe));
    }
  }

  private void same(String what, SortedMap<String, Long> is, SortedMap<String, Long> shouldBe) {
    TreeSet<String> names = new TreeSet<>(is.keySet());
    names.addAll(shouldBe.keySet());
    for (String name : names) {
      same(what + name, is.getOrDefault(name, 0L), "expected", shouldBe.getOrDefault(name, 0L));
    }
  }
}
