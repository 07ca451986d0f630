// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code 30m}, {@code 1h}, {@code 2d}: one minute to ten years. */
final class Ago implements ITypeConverter<Duration> {

  private static final Pattern FORM = Pattern.compile("(\\d{1,7})([mhd])");
  private static final Duration MAX = Duration.ofDays(3_650);

  @Override
  public Duration convert(String value) {
    Matcher form = FORM.matcher(value);
    if (form.matches()) {
      long number = Long.parseLong(form.group(1));
      Duration time =
          switch (form.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
          };
      if (time.isPositive() && time.compareTo(MAX) <= 0) {
        return time;
      }
    }
    throw new TypeConversionException(
        "\"" + value + "\" is no stretch of time, allowed are 1m to 3650d, such as 30m, 1h or 2d");
  }
}
