// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.monitoring;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The values of all metrics, by the minute, of the last day at most. Thread-safe; to record takes a
 * look-up and a short lock of that metric alone.
 */
public final class MetricStore {
  /** As long as an alarm of one-minute periods may look back. */
  static final Duration RETAINED = Duration.ofDays(1);

  /** Another metric than these is not kept: what makes so many has an id in its dimensions. */
  static final int MAX_METRICS = 2_000;

  /** Of all metrics together, some tens of megabytes; then the oldest are forgotten sooner. */
  static final int MAX_MINUTES = 250_000;

  private static final System.Logger LOG = System.getLogger(MetricStore.class.getName());
  private static final long MINUTE = 60_000;

  private final Map<MetricKey, Series> all = new ConcurrentHashMap<>();
  private final AtomicInteger refused = new AtomicInteger();

  /** One metric's minutes; the lock is itself. */
  private static final class Series {
    private final NavigableMap<Long, Distribution> minutes = new TreeMap<>();
    private final String unit;

    Series(String unit) {
      this.unit = unit;
    }

    synchronized void add(long minute, double value, double times) {
      minutes.computeIfAbsent(minute, one -> new Distribution()).add(value, times);
    }

    synchronized SortedMap<Long, Distribution> merged(long from, long to, long period) {
      SortedMap<Long, Distribution> periods = new TreeMap<>();
      minutes
          .subMap(from, to)
          .forEach(
              (minute, values) ->
                  periods
                      .computeIfAbsent(
                          from + (minute - from) / period * period, one -> new Distribution())
                      .add(values));
      return periods;
    }

    synchronized int forget(long before) {
      minutes.headMap(before).clear();
      return minutes.size();
    }

    synchronized long last() {
      return minutes.isEmpty() ? Long.MIN_VALUE : minutes.lastKey();
    }
  }

  /**
   * Keeps a value.
   *
   * @param unit as the API names it, such as {@code Count} or {@code Milliseconds}
   */
  public void add(MetricKey key, long atMillis, double value, String unit) {
    add(key, atMillis, value, 1, unit);
  }

  /** The same value several times. */
  void add(MetricKey key, long atMillis, double value, double times, String unit) {
    if (Double.isNaN(value) || times <= 0) {
      return;
    }
    Series series = all.get(key);
    if (series == null) {
      if (all.size() >= MAX_METRICS) {
        if (refused.getAndIncrement() == 0) {
          LOG.log(
              System.Logger.Level.WARNING,
              "more than {0} metrics: {1} {2} and others are not kept",
              MAX_METRICS,
              key.namespace(),
              key.name());
        }
        return;
      }
      series = all.computeIfAbsent(key, one -> new Series(unit));
    }
    series.add(Math.floorDiv(atMillis, MINUTE) * MINUTE, value, times);
  }

  /**
   * What is known of each period of a range, by the period's beginning; periods without a value are
   * missing.
   *
   * @param from epoch milliseconds, of a whole minute
   * @param to is not part of it
   * @param period whole minutes
   */
  SortedMap<Long, Distribution> periods(MetricKey key, long from, long to, Duration period) {
    Series series = all.get(key);
    return series == null || to <= from
        ? new TreeMap<>()
        : series.merged(from, to, period.toMillis());
  }

  /** The unit of a metric's values; empty for a metric nobody knows. */
  Optional<String> unit(MetricKey key) {
    return Optional.ofNullable(all.get(key)).map(series -> series.unit);
  }

  /** All metrics with a value since a moment, by namespace, name and dimensions. */
  List<MetricKey> since(long millis) {
    return all.entrySet().stream()
        .filter(one -> one.getValue().last() >= millis)
        .map(Map.Entry::getKey)
        .sorted(
            Comparator.comparing(MetricKey::namespace)
                .thenComparing(MetricKey::name)
                .thenComparing(key -> key.dimensions().toString()))
        .toList();
  }

  /** Forgets what is too old, and metrics that have nothing any more. */
  void forget(long nowMillis) {
    for (Duration kept = RETAINED; kept.toMinutes() > 0; kept = kept.dividedBy(2)) {
      int minutes = 0;
      for (Map.Entry<MetricKey, Series> one : all.entrySet()) {
        int left = one.getValue().forget(nowMillis - kept.toMillis());
        minutes += left;
        if (left == 0) {
          all.remove(one.getKey());
        }
      }
      if (minutes <= MAX_MINUTES) {
        return;
      }
    }
  }
}
