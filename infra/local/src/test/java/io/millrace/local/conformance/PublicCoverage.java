// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What other local clouds publish about themselves, by subject and property, from a table beside
 * the tests.
 */
final class PublicCoverage {
  private static final String TABLE = "/conformance/public-coverage.txt";
  private static final Peers UNKNOWN = new Peers("not documented", "not documented");

  private final Map<String, Peers> byRule = new HashMap<>();

  record Peers(String localStack, String floci) {}

  PublicCoverage() {
    try (InputStream in = PublicCoverage.class.getResourceAsStream(TABLE)) {
      if (in == null) {
        throw new IllegalStateException("no " + TABLE + " on the class path");
      }
      List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      for (String line : lines) {
        if (!line.isBlank() && !line.startsWith("#")) {
          add(line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + TABLE, e);
    }
  }

  private void add(String line) {
    List<String> cells = List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
    if (cells.size() != 4) {
      throw new IllegalStateException(
          TABLE + ": a line has subject | property | LocalStack | floci, not: " + line);
    }
    byRule.put(cells.get(0) + "|" + cells.get(1), new Peers(cells.get(2), cells.get(3)));
  }

  Peers of(Rule rule) {
    return byRule.getOrDefault(rule.of() + "|" + rule.property(), UNKNOWN);
  }

  /** Lines that no rule asks for would silently say nothing. */
  boolean knows(String subjectAndProperty) {
    return byRule.containsKey(subjectAndProperty);
  }

  List<String> keys() {
    return byRule.keySet().stream().sorted().toList();
  }
}
