// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.load.Mix;
import io.millrace.load.Shape;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of a load run's options; each message names what is allowed. */
final class LoadOptions {

  private LoadOptions() {}

  /** {@code 30s}, {@code 5m}, {@code 2h}: one second to a day. */
  static final class Span implements ITypeConverter<Duration> {

    private static final Pattern FORM = Pattern.compile("(\\d{1,5})([smh])");
    private static final Duration MIN = Duration.ofSeconds(1);
    private static final Duration MAX = Duration.ofDays(1);

    @Override
    public Duration convert(String value) {
      Matcher form = FORM.matcher(value);
      if (form.matches()) {
        long number = Long.parseLong(form.group(1));
        Duration span =
            switch (form.group(2)) {
              case "s" -> Duration.ofSeconds(number);
              case "m" -> Duration.ofMinutes(number);
              default -> Duration.ofHours(number);
            };
        if (span.compareTo(MIN) >= 0 && span.compareTo(MAX) <= 0) {
          return span;
        }
      }
      throw new TypeConversionException(
          "\"" + value + "\", allowed are 1s to 24h, such as 30s, 5m or 2h");
    }
  }

  /** A number within bounds. */
  private abstract static class Bounded implements ITypeConverter<Double> {
    private final double min;
    private final double max;

    Bounded(double min, double max) {
      this.min = min;
      this.max = max;
    }

    @Override
    public Double convert(String value) {
      try {
        double number = Double.parseDouble(value);
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException e) {
        // The same report as for a number out of range.
      }
      throw new TypeConversionException(
          String.format(
              Locale.ROOT, "\"%s\", allowed is a number %s to %s", value, text(min), text(max)));
    }

    private static String text(double number) {
      return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
  }

  /** Events a second. */
  static final class Rate extends Bounded {
    Rate() {
      super(0.1, 100_000);
    }
  }

  /** A factor beyond which a figure has changed. */
  static final class Ratio extends Bounded {
    Ratio() {
      super(1, 100);
    }
  }

  /** Of a thousand. */
  static final class PerMille extends Bounded {
    PerMille() {
      super(0, 500);
    }
  }

  /** The name of a shape. */
  static final class ShapeName implements ITypeConverter<Shape> {
    @Override
    public Shape convert(String value) {
      return Arrays.stream(Shape.values())
          .filter(shape -> shape.key().equals(value.toLowerCase(Locale.ROOT)))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "\""
                          + value
                          + "\", allowed are "
                          + Arrays.stream(Shape.values())
                              .map(Shape::key)
                              .collect(Collectors.joining(", "))));
    }
  }

  /** Events to photos. */
  static final class MixOf implements ITypeConverter<Mix> {
    @Override
    public Mix convert(String value) {
      try {
        return Mix.of(value);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
