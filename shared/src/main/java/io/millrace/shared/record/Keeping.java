// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.record;

import io.millrace.shared.config.Meaning;
import io.millrace.shared.config.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * How late an event may be and how long things are kept: one constant each, because exactness hangs
 * on their order. Retention exceeds lateness + stream retention + the redrive horizon, so that
 * nothing is counted on a day that has begun to expire; marks outlive the redrive horizon.
 *
 * @param lateness how far an event's time may lie before its arrival
 * @param earliness how far it may lie ahead: clocks differ
 * @param retention how long records and the cells of hours and days are kept beyond the event's day
 * @param minuteRetention how long the cells of minutes are kept beyond the event's day
 * @param streamRetention how long the streams between stages hold a record
 * @param redriveHorizon how far back a failed batch may be redriven
 * @param markRetention how long the aggregator remembers which stretches it applied
 */
public record Keeping(
    Duration lateness,
    Duration earliness,
    Duration retention,
    Duration minuteRetention,
    Duration streamRetention,
    Duration redriveHorizon,
    Duration markRetention) {

  @Meaning("How far an event's time may lie before its arrival; an older one is rejected")
  public static final String MAX_LATENESS = "MAX_LATENESS";

  @Meaning("How far an event's time may lie ahead of its arrival: clocks differ")
  public static final String MAX_EARLINESS = "MAX_EARLINESS";

  @Meaning("How long records and the counters of hours and days are kept beyond the event's day")
  public static final String RETENTION = "RETENTION";

  private static final Duration STREAM_RETENTION = Duration.ofDays(1);
  private static final Duration REDRIVE_HORIZON = Duration.ofDays(14);
  private static final Duration MARK_RETENTION = Duration.ofDays(16);

  public static final Keeping DEFAULT =
      new Keeping(
          Duration.ofDays(7),
          Duration.ofHours(1),
          Duration.ofDays(90),
          Duration.ofDays(30),
          STREAM_RETENTION,
          REDRIVE_HORIZON,
          MARK_RETENTION);

  public Keeping {
    Duration reach = lateness.plus(streamRetention).plus(redriveHorizon);
    if (retention.compareTo(reach) <= 0 || minuteRetention.compareTo(reach) <= 0) {
      throw new IllegalArgumentException(
          "Retention ("
              + retention
              + ", of minutes "
              + minuteRetention
              + ") must exceed lateness "
              + lateness
              + " + stream retention "
              + streamRetention
              + " + redrive horizon "
              + redriveHorizon);
    }
    if (markRetention.compareTo(redriveHorizon.plus(streamRetention)) <= 0) {
      throw new IllegalArgumentException(
          "Marks must outlive the redrive horizon "
              + redriveHorizon
              + ", are kept "
              + markRetention);
    }
  }

  /** Reads what may be configured; {@code settings} collects the problems. */
  public static Keeping from(Settings settings) {
    Duration lateness =
        settings.duration(
            MAX_LATENESS, DEFAULT.lateness, Duration.ofMinutes(1), Duration.ofDays(14));
    Duration earliness =
        settings.duration(MAX_EARLINESS, DEFAULT.earliness, Duration.ZERO, Duration.ofDays(1));
    Duration retention =
        settings.duration(
            RETENTION, DEFAULT.retention, Duration.ofDays(30), Duration.ofDays(3_650));
    return new Keeping(
        lateness,
        earliness,
        retention,
        DEFAULT.minuteRetention,
        STREAM_RETENTION,
        REDRIVE_HORIZON,
        MARK_RETENTION);
  }

  /** As {@link #from(Settings)}, for a caller with no other settings. */
  public static Keeping from(Map<String, String> env) {
    Settings settings = new Settings("keeping", env);
    Keeping keeping = from(settings);
    settings.check();
    return keeping;
  }

  /** When a record of this time may expire: the end of its UTC day plus the retention. */
  public Instant recordExpiry(Instant time) {
    return endOfDay(time).plus(retention);
  }

  /** When the cell of a minute may expire. */
  public Instant minuteExpiry(Instant time) {
    return endOfDay(time).plus(minuteRetention);
  }

  private static Instant endOfDay(Instant time) {
    return time.truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
  }
}
