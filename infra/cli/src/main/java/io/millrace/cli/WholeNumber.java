// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number within bounds; the message names them. */
abstract sealed class WholeNumber implements ITypeConverter<Integer> {

  private final int min;
  private final int max;

  private WholeNumber(int min, int max) {
    this.min = min;
    this.max = max;
  }

  @Override
  public Integer convert(String value) {
    try {
      int number = Integer.parseInt(value);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Falls through to the same report as a number out of range.
    }
    throw new TypeConversionException(
        "\"" + value + "\", allowed is a whole number " + min + " to " + max);
  }

  /** A port; 0 stands for any that is free. */
  static final class Port extends WholeNumber {
    Port() {
      super(0, 65_535);
    }
  }

  /** How many processes of a kind. */
  static final class Processes extends WholeNumber {
    Processes() {
      super(1, 1_000);
    }
  }

  /** How many a second, as far as a queue's messages can be moved. */
  static final class PerSecond extends WholeNumber {
    PerSecond() {
      super(1, MoveTasks.MAX_PER_SECOND);
    }
  }
}
