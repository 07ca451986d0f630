// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport.Distribution;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.HdrHistogram.AbstractHistogram;

/**
 * One event a second is a marker: its id is known in advance, and readers look until they see it.
 * Latencies count from the moment it was due to the end of the look that saw it, so they are too
 * long by up to {@link #LOOK} and the time of a read, never too short. Thread-safe.
 *
 * <p>In the aggregates, a marker is seen when the cell of its type and minute counts one more than
 * before the run: no other event of the run has that type in that minute.
 */
final class Markers {

  /** Between two looks. */
  static final Duration LOOK = Duration.ofMillis(200);

  /** As many as one look asks for: the oldest. */
  private static final int MOST_ASKED = 50;

  static final String RECORDS = "records";
  static final String AGGREGATES = "aggregates";

  private final String run;
  private final Instant began;
  private final long countFromNanos;
  private final Map<Marker, Long> unseenInRecords = new LinkedHashMap<>();
  private final Map<Marker, Long> unseenInAggregates = new LinkedHashMap<>();
  private final Map<String, Long> before = new HashMap<>();
  private final AbstractHistogram records = Distributions.micros();
  private final AbstractHistogram aggregates = Distributions.micros();
  private long next;
  private long made;

  /**
   * @param countFromNanos markers that are due earlier are not measured: the warm-up
   */
  Markers(Instant began, long countFromNanos) {
    this.began = began;
    this.run = Long.toString(began.toEpochMilli(), Character.MAX_RADIX);
    this.countFromNanos = countFromNanos;
  }

  /** Reads what the aggregates count already in the minute in which the run begins. */
  synchronized void begin(Sight sight) {
    Instant minute = began.truncatedTo(ChronoUnit.MINUTES);
    List<Marker> all = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      Instant time = minute.plusSeconds(i);
      all.add(new Marker(i, 0, time, "", Marker.type(time)));
    }
    sight.inAggregates(all).forEach((marker, count) -> before.put(cell(marker), count));
  }

  /** Whether the event that is due now is to be a marker. */
  synchronized boolean isNext(long dueNanos) {
    return dueNanos >= next;
  }

  /** The marker that is due now. */
  synchronized Marker make(long dueNanos) {
    long second = Duration.ofSeconds(1).toNanos();
    next = (dueNanos / second + 1) * second;
    Instant time = began.plusNanos(dueNanos).truncatedTo(ChronoUnit.MILLIS);
    Marker marker = new Marker(made, dueNanos, time, run + "-" + made, Marker.type(time));
    made++;
    long target = before.merge(cell(marker), 1L, Long::sum);
    unseenInRecords.put(marker, 1L);
    unseenInAggregates.put(marker, target);
    return marker;
  }

  /** Looks once for those that were not seen yet. */
  void look(Sight sight, LongSupplier nanos) {
    List<Marker> forRecords;
    List<Marker> forAggregates;
    synchronized (this) {
      forRecords = unseenInRecords.keySet().stream().limit(MOST_ASKED).toList();
      forAggregates = unseenInAggregates.keySet().stream().limit(MOST_ASKED).toList();
    }
    if (!forRecords.isEmpty()) {
      Set<Marker> seen = sight.inRecords(forRecords);
      seenInRecords(seen, nanos.getAsLong());
    }
    if (!forAggregates.isEmpty()) {
      Map<Marker, Long> counts = sight.inAggregates(forAggregates);
      seenInAggregates(counts, nanos.getAsLong());
    }
  }

  private synchronized void seenInRecords(Set<Marker> seen, long nowNanos) {
    for (Marker marker : seen) {
      if (unseenInRecords.remove(marker) != null) {
        measure(records, marker, nowNanos);
      }
    }
  }

  private synchronized void seenInAggregates(Map<Marker, Long> counts, long nowNanos) {
    counts.forEach(
        (marker, count) -> {
          Long target = unseenInAggregates.get(marker);
          if (target != null && count >= target) {
            unseenInAggregates.remove(marker);
            measure(aggregates, marker, nowNanos);
          }
        });
  }

  private void measure(AbstractHistogram latencies, Marker marker, long nowNanos) {
    if (marker.dueNanos() >= countFromNanos) {
      Distributions.addNanos(latencies, nowNanos - marker.dueNanos());
    }
  }

  private static String cell(Marker marker) {
    return marker.time().truncatedTo(ChronoUnit.MINUTES) + " " + marker.type();
  }

  /** Those that nobody has seen in both places. */
  synchronized int unseen() {
    return Math.max(unseenInRecords.size(), unseenInAggregates.size());
  }

  /** By place. */
  synchronized Map<String, Distribution> latencies() {
    Map<String, Distribution> latencies = new LinkedHashMap<>();
    latencies.put(RECORDS, Distributions.ofMicros(records));
    latencies.put(AGGREGATES, Distributions.ofMicros(aggregates));
    return latencies;
  }
}
