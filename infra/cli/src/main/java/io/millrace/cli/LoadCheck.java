// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.samples.Expected;
import io.millrace.shared.record.Keeping;
import io.millrace.sink.view.Aggregates;
import io.millrace.sink.view.Answer;
import io.millrace.sink.view.Dimension;
import io.millrace.sink.view.Kind;
import io.millrace.sink.view.Verification;
import io.millrace.sink.view.VerificationReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Holds what came out of a load run against what went in: the aggregates must count what the
 * traffic meant, less what they counted before, and must be what the records say; dead letters must
 * not have grown. So it needs no empty tables, but nobody else may put events in meanwhile.
 */
final class LoadCheck {

  private static final int MAX_LISTED = 8;

  private final Clients clients;
  private final Resources resources;
  private final Aggregates aggregates;
  private final Census census;
  private final Instant from;
  private final Counts before;
  private final long deadLettersBefore;

  /** Counts per dimension of what stands in a range of time. */
  private record Counts(
      Answer byType, Answer byCountry, Answer photos, Answer photosByCountry, Answer rejects) {}

  /**
   * What came out.
   *
   * @param accepted events and photos
   * @param exact whether the aggregates are what the records say; null when that was not asked
   * @param differences in words; empty when nothing was lost and nothing counts twice
   */
  record Outcome(
      long accepted,
      long rejected,
      long deadLetters,
      @Nullable Boolean exact,
      List<String> differences) {}

  /** Counts what stands there before the first event is put. */
  LoadCheck(Clients clients, Resources resources) {
    this.clients = clients;
    this.resources = resources;
    this.aggregates =
        Aggregates.in(clients.dynamoDb(), resources.aggregatesTable(), Keeping.DEFAULT);
    this.census = new Census(clients, resources);
    this.from = Instant.now();
    this.before = counts(from);
    this.deadLettersBefore = census.deadLetters();
  }

  /** How many inputs the aggregates count since then. */
  long counted() {
    Counts now = counts(Instant.now());
    return now.byType.total() + now.photos.total() + now.rejects.total();
  }

  private Counts counts(Instant to) {
    // The end is exclusive, and an event may be as late as the last moment.
    Instant end = to.plusSeconds(1);
    return new Counts(
        aggregates.count(Kind.EVENTS, Dimension.TYPE, from, end),
        aggregates.count(Kind.EVENTS, Dimension.COUNTRY, from, end),
        aggregates.count(Kind.PHOTOS, Dimension.TYPE, from, end),
        aggregates.count(Kind.PHOTOS, Dimension.COUNTRY, from, end),
        aggregates.count(Kind.REJECTS, Dimension.REASON, from, end));
  }

  /** Counts without comparing, while something is still on its way. */
  Outcome count() {
    Counts now = counts(Instant.now());
    return new Outcome(
        accepted(now), rejected(now), census.deadLetters() - deadLettersBefore, null, List.of());
  }

  private long accepted(Counts now) {
    return now.byType.total() - before.byType.total() + now.photos.total() - before.photos.total();
  }

  private long rejected(Counts now) {
    return now.rejects.total() - before.rejects.total();
  }

  /**
   * Compares.
   *
   * @param countries whether the backend knows the places of the sample addresses
   */
  Outcome compare(Expected expected, boolean countries) {
    Counts now = counts(Instant.now());
    List<String> differences = new ArrayList<>();
    compare("events of type ", now.byType, before.byType, expected.events().byType(), differences);
    if (countries) {
      compare(
          "events from ",
          now.byCountry,
          before.byCountry,
          expected.events().byCountry(),
          differences);
      compare(
          "photos from ",
          now.photosByCountry,
          before.photosByCountry,
          expected.photos().byCountry(),
          differences);
    }
    long photos = now.photos.total() - before.photos.total();
    same("photos", photos, expected.photos().ready(), differences);
    SortedMap<String, Long> rejects = new TreeMap<>(expected.events().rejected());
    expected.photos().rejected().forEach((reason, n) -> rejects.merge(reason, n, Long::sum));
    compare("rejected as ", now.rejects, before.rejects, rejects, differences);
    long deadLetters = census.deadLetters() - deadLettersBefore;
    same("dead letters and failed batches", deadLetters, 0, differences);
    VerificationReport report =
        Verification.of(
                clients.dynamoDb(),
                resources.recordsTable(),
                resources.aggregatesTable(),
                Keeping.DEFAULT)
            .verify(() -> Pauses.pause(VerifyCommand.SETTLE));
    if (!report.exact()) {
      differences.add(
          Texts.grouped(report.differences().size())
              + " numbers of the aggregates differ from the records (./millrace verify lists them)");
    }
    return new Outcome(
        accepted(now), rejected(now), deadLetters, report.exact(), shortened(differences));
  }

  private static void compare(
      String what,
      Answer now,
      Answer before,
      SortedMap<String, Long> expected,
      List<String> differences) {
    Map<String, Long> found = new HashMap<>();
    now.rows().forEach(row -> found.merge(row.name(), row.count(), Long::sum));
    before.rows().forEach(row -> found.merge(row.name(), -row.count(), Long::sum));
    TreeSet<String> names = new TreeSet<>(found.keySet());
    names.addAll(expected.keySet());
    for (String name : names) {
      same(what + name, found.getOrDefault(name, 0L), expected.getOrDefault(name, 0L), differences);
    }
  }

  private static void same(String what, long is, long shouldBe, List<String> differences) {
    if (is != shouldBe) {
      differences.add(
          what + ": " + Texts.grouped(is) + " counted, " + Texts.grouped(shouldBe) + " expected");
    }
  }

  private static List<String> shortened(List<String> differences) {
    if (differences.size() <= MAX_LISTED) {
      return differences;
    }
    List<String> some = new ArrayList<>(differences.subList(0, MAX_LISTED));
    some.add((differences.size() - MAX_LISTED) + " more numbers differ");
    return some;
  }
}
