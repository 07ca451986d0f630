// SPDX-License-Identifier: Apache-2.0
package io.millrace.load.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers for people: as many digits as say something, with their unit. */
final class Figures {

  static final String NONE = "–";

  private static final double SECONDS_FROM_MILLIS = 10_000;
  private static final double MILLIS_PER_SECOND = 1_000;
  private static final double SMALLEST_PRICE = 1e-3;
  private static final double COMPACT_FROM = 10_000;
  private static final double THOUSAND = 1e3;
  private static final double MILLION = 1e6;
  private static final double SMALLEST_CENTS = 0.01;

  private Figures() {}

  /** A number with three digits at least, without a unit. */
  static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return NONE;
    }
    if (size >= 100 || value == Math.rint(value)) {
      return format("%,.0f", value);
    }
    return size >= 10 ? format("%,.1f", value) : format(size >= 0.1 ? "%.2f" : "%.3g", value);
  }

  /** A number at an axis, where there is little room: 25k, 2M. */
  static String compact(double value) {
    if (Math.abs(value) >= MILLION) {
      return number(value / MILLION) + "M";
    }
    return Math.abs(value) >= COMPACT_FROM ? number(value / THOUSAND) + "k" : number(value);
  }

  static String numberOrNone(@Nullable Number value) {
    return value == null ? NONE : number(value.doubleValue());
  }

  static String millis(double value) {
    if (!Double.isFinite(value)) {
      return NONE;
    }
    return Math.abs(value) >= SECONDS_FROM_MILLIS
        ? number(value / MILLIS_PER_SECOND) + "\u00a0s"
        : number(value) + "\u00a0ms";
  }

  static String dollars(double value) {
    if (value == 0) {
      return "$0";
    }
    return value >= SMALLEST_CENTS ? format("$%,.4f", value) : format("$%.3g", value);
  }

  /** The price of one, or of a million where one is next to nothing. */
  static String price(double each) {
    return each > 0 && each < SMALLEST_PRICE
        ? dollars(each * MILLION) + " per million"
        : dollars(each);
  }

  static String percent(double share) {
    return share == 0 ? "0 %" : format(share < 0.1 ? "%.1f %%" : "%.0f %%", 100 * share);
  }

  static String format(String pattern, double value) {
    return String.format(Locale.ROOT, pattern, value);
  }
}
