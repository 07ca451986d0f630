// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person reads them. */
final class Texts {

  private static final long KILO = 1_000;

  private Texts() {}

  /** 12345 as {@code 12,345}. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** Bytes in decimal units: {@code 999 B}, {@code 12.3 kB}, {@code 4.0 MB}. */
  static String bytes(long bytes) {
    if (bytes < KILO) {
      return bytes + " B";
    }
    String[] units = {"kB", "MB", "GB", "TB"};
    double value = (double) bytes / KILO;
    int unit = 0;
    while (value >= KILO && unit < units.length - 1) {
      value /= KILO;
      unit++;
    }
    return String.format(Locale.ROOT, "%.1f %s", value, units[unit]);
  }

  /** A duration: {@code 830 ms}, {@code 12.3 s}, {@code 4 min 05 s}. */
  static String duration(Duration time) {
    if (time.toSeconds() < 1) {
      return time.toMillis() + " ms";
    }
    if (time.toMinutes() < 1) {
      return String.format(Locale.ROOT, "%.1f s", time.toMillis() / (double) KILO);
    }
    return String.format(Locale.ROOT, "%d min %02d s", time.toMinutes(), time.toSecondsPart());
  }

  static String millis(long millis) {
    return duration(Duration.ofMillis(millis));
  }

  /** The text cut to a number of characters, with an ellipsis where something is gone. */
  static String cut(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
  }
}
