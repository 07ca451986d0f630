// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink.view;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** How long the stretch of time is that one cell counts, in UTC; finest first. */
public enum Grain {
  MINUTE(ChronoUnit.MINUTES, "uuuu-MM-dd'T'HH:mm'Z'"),
  HOUR(ChronoUnit.HOURS, "uuuu-MM-dd'T'HH'Z'"),
  DAY(ChronoUnit.DAYS, "uuuu-MM-dd");

  private final ChronoUnit unit;
  private final DateTimeFormatter format;

  Grain(ChronoUnit unit, String pattern) {
    this.unit = unit;
    this.format =
        new DateTimeFormatterBuilder()
            .appendPattern(pattern)
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .toFormatter(Locale.ROOT)
            .withZone(ZoneOffset.UTC);
  }

  /** The start of the stretch that holds this moment. */
  public Instant floor(Instant time) {
    return time.truncatedTo(unit);
  }

  /** The start of the stretch behind the one that starts here. */
  public Instant next(Instant start) {
    return start.plus(1, unit);
  }

  /** As it stands in a key. */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String format(Instant start) {
    return format.format(start);
  }

  Instant parse(String text) {
    return format.parse(text, Instant::from);
  }

  static Grain ofKey(String key) {
    return valueOf(key.toUpperCase(Locale.ROOT));
  }
}
