// SPDX-License-Identifier: Apache-2.0
package io.millrace.load;

import io.millrace.load.report.LoadReport.Distribution;
import io.millrace.shared.event.Packer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.HdrHistogram.AbstractHistogram;

/**
 * The producer's side of an open loop: events become due by the schedule, never by what the service
 * answers, and every delay counts from the moment an event was due. A service that stalls for two
 * seconds therefore delays all events of those seconds, and not just the one call that it stalled:
 * the measurement is free of coordinated omission. Source: Gil Tene, "How NOT to Measure Latency".
 *
 * <p>Knows no clock: moments are nanoseconds since the beginning of the run. Events are made and
 * taken by one thread, {@link #put} may be called by any.
 */
final class OpenLoop {

  /** Events wait for company so long at most: a low rate is live traffic, too. */
  static final Duration LINGER = Duration.ofMillis(50);

  /** As many events as are made in one go, so that who catches up sends meanwhile. */
  private static final int MOST_AT_ONCE = 1_000;

  private static final double NANOS = 1e9;

  private final Schedule schedule;
  private final Source source;
  private final long total;
  private final AbstractHistogram making = Distributions.micros();
  private final AbstractHistogram putting = Distributions.micros();
  private final SortedMap<Long, Long> putBySecond = new TreeMap<>();
  private final Packer packer = new Packer();
  private final List<byte[]> alone = new ArrayList<>();
  private List<Long> open = new ArrayList<>();
  private volatile long made;

  /** Makes events. */
  @FunctionalInterface
  interface Source {
    /** The event of this number, due at this moment since the beginning. */
    Made event(long number, long dueNanos);
  }

  /**
   * An event.
   *
   * @param alone whether it must not share a record with others, because nobody can read it
   */
  record Made(byte[] json, boolean alone) {}

  OpenLoop(Schedule schedule, Source source) {
    this.schedule = schedule;
    this.source = source;
    this.total = schedule.total();
  }

  /** Makes what is due by now; false when everything of the schedule has been made. */
  boolean make(long nowNanos) {
    long due = Math.min(schedule.dueBy(nowNanos / NANOS), made + MOST_AT_ONCE);
    while (made < due) {
      made++;
      long dueNanos = dueNanos(made);
      Made event = source.event(made, dueNanos);
      if (event.alone()) {
        alone.add(event.json());
      } else {
        packer.add(event.json());
      }
      open.add(dueNanos);
      Distributions.addNanos(making, nowNanos - dueNanos);
    }
    return made < total;
  }

  /** What has waited long enough for company; at the end of the schedule all that is left. */
  Optional<Parcel> take(long nowNanos) {
    if (open.isEmpty()
        || (made < total
            && open.size() < MOST_AT_ONCE
            && nowNanos - open.getFirst() < LINGER.toNanos())) {
      return Optional.empty();
    }
    return Optional.of(rest());
  }

  /** What is left when a run is ended before its time; empty records for nothing. */
  Parcel rest() {
    List<byte[]> records = new ArrayList<>(packer.take());
    records.addAll(alone);
    alone.clear();
    Parcel parcel =
        new Parcel(records, List.copyOf(open), records.stream().mapToLong(r -> r.length).sum());
    open = new ArrayList<>();
    return parcel;
  }

  /** When there is something to do again. */
  long nextNanos() {
    long next = made < total ? dueNanos(made + 1) : Long.MAX_VALUE;
    return open.isEmpty() ? next : Math.min(next, open.getFirst() + LINGER.toNanos());
  }

  private long dueNanos(long number) {
    return (long) (schedule.dueAt(number) * NANOS);
  }

  /** Says that the service has taken a parcel. */
  synchronized void put(Parcel parcel, long nowNanos) {
    parcel.dueNanos().forEach(due -> Distributions.addNanos(putting, nowNanos - due));
    putBySecond.merge((long) (nowNanos / NANOS), (long) parcel.dueNanos().size(), Long::sum);
  }

  /** Events made so far. */
  long made() {
    return made;
  }

  /** Events that the service has taken. */
  long taken() {
    return putting.getTotalCount();
  }

  synchronized long putIn(long second) {
    return putBySecond.getOrDefault(second, 0L);
  }

  /** How late events were made: what the producer itself is to blame for. */
  Distribution makingDelay() {
    return Distributions.ofMicros(making);
  }

  /** From the moment events were due to the service's answer. */
  Distribution sendDelay() {
    return Distributions.ofMicros(putting);
  }
}
