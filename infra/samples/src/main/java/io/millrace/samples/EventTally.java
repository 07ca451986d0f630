// SPDX-License-Identifier: Apache-2.0
package io.millrace.samples;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what the lines mean while they are made: the oracle. */
final class EventTally {

  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHX", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Set<List<String>> seen = new HashSet<>();
  private final SortedMap<String, Long> rejected = Expected.counts();
  private final SortedMap<String, Long> byType = Expected.counts();
  private final SortedMap<String, Long> byCountry = Expected.counts();
  private final SortedMap<String, SortedMap<String, Long>> byHour = new TreeMap<>();
  private long received;
  private long distinct;

  /** Tells by source and id whether it was there before. */
  void accepted(SampleEvent event) {
    if (seen.add(List.of(event.source(), event.id()))) {
      first(event);
    } else {
      again();
    }
  }

  /** For traffic without end, whose maker knows that this is the first of its id. */
  void first(SampleEvent event) {
    received++;
    distinct++;
    Expected.count(byType, event.type());
    Expected.count(byCountry, event.country());
    Expected.count(
        byHour.computeIfAbsent(HOUR.format(event.instant()), hour -> Expected.counts()),
        event.country());
  }

  /** One that was there before. */
  void again() {
    received++;
  }

  void rejected(String reason) {
    received++;
    Expected.count(rejected, reason);
  }

  Expected.Events toExpected() {
    long wrong = rejected.values().stream().mapToLong(Long::longValue).sum();
    return new Expected.Events(
        received, distinct, received - wrong - distinct, rejected, byType, byCountry, byHour);
  }
}
