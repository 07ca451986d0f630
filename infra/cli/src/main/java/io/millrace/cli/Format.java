// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import picocli.CommandLine.Option;

/** How the result is shown and how help is had: options that every command has. */
final class Format {

  @Option(names = "--json", description = "End with one JSON object on standard output.")
  private boolean json;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  boolean json() {
    return json;
  }
}
