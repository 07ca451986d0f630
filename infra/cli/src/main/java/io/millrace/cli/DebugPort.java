// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A function to be debugged.
 *
 * @param function its name, with or without the stack's before it
 * @param port of the loopback interface
 */
record DebugPort(String function, int port) {
  private static final Pattern FORM = Pattern.compile("([a-zA-Z0-9-_]{1,64}):(\\d{1,5})");

  /** The last one of a function counts. */
  static Map<String, Integer> byFunction(List<DebugPort> all) {
    return all.stream()
        .collect(Collectors.toMap(DebugPort::function, DebugPort::port, (first, last) -> last));
  }

  /** Reads FUNCTION:PORT. */
  static final class Converter implements ITypeConverter<DebugPort> {
    @Override
    public DebugPort convert(String value) {
      Matcher parts = FORM.matcher(value);
      if (parts.matches()) {
        int port = Integer.parseInt(parts.group(2));
        if (port >= 1 && port <= 65_535) {
          return new DebugPort(parts.group(1), port);
        }
      }
      throw new TypeConversionException(
          "\"" + value + "\", allowed is FUNCTION:PORT such as enrich:5005, ports 1 to 65535");
    }
  }
}
