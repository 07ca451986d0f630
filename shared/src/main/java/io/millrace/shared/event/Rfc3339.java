// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Times as events carry them, to the millisecond. What nearly every producer writes, such as {@code
 * 2026-11-20T10:15:30.123Z}, is read digit by digit; all else, right or wrong, is java.time's to
 * judge, and both agree. Source: RFC 3339, section 5.6.
 */
final class Rfc3339 {

  private static final int SECONDS_END = 19;
  private static final int MAX_FRACTION = 9;
  private static final long SECONDS_PER_DAY = 86_400;

  private Rfc3339() {}

  /**
   * @throws DateTimeException when it is no time with an offset
   */
  static Instant parse(String text) {
    long millis = utcMillis(text);
    return millis == Long.MIN_VALUE
        ? OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS)
        : Instant.ofEpochMilli(millis);
  }

  /** Of a time in UTC, with or without a fraction; otherwise the smallest number. */
  private static long utcMillis(String t) {
    int z = t.length() - 1;
    if (z < SECONDS_END
        || z > SECONDS_END + 1 + MAX_FRACTION
        || z == SECONDS_END + 1
        || t.charAt(4) != '-'
        || t.charAt(7) != '-'
        || t.charAt(10) != 'T'
        || t.charAt(13) != ':'
        || t.charAt(16) != ':'
        || (z > SECONDS_END && t.charAt(SECONDS_END) != '.')
        || t.charAt(z) != 'Z') {
      return Long.MIN_VALUE;
    }
    int century = twoDigits(t, 0);
    int year = twoDigits(t, 2);
    int month = twoDigits(t, 5);
    int day = twoDigits(t, 8);
    int hour = twoDigits(t, 11);
    int minute = twoDigits(t, 14);
    int second = twoDigits(t, 17);
    if ((century | year | month | day | hour | minute | second) < 0
        || hour > 23
        || minute > 59
        || second > 59) {
      return Long.MIN_VALUE;
    }
    int millis = 0;
    for (int i = SECONDS_END + 1; i < Math.max(z, SECONDS_END + 4); i++) {
      int digit = i < z ? t.charAt(i) - '0' : 0;
      if (digit < 0 || digit > 9) {
        return Long.MIN_VALUE;
      }
      millis = i < SECONDS_END + 4 ? millis * 10 + digit : millis;
    }
    long days = LocalDate.of(century * 100 + year, month, day).toEpochDay();
    return (days * SECONDS_PER_DAY + hour * 3_600 + minute * 60 + second) * 1_000 + millis;
  }

  /** Negative when they are no digits. */
  private static int twoDigits(String t, int at) {
    int tens = t.charAt(at) - '0';
    int ones = t.charAt(at + 1) - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }
}
