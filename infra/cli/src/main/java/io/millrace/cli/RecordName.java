// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import io.millrace.shared.event.Ids;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which record a command is about. */
final class RecordName {

  @Parameters(
      index = "0",
      paramLabel = "RECORD",
      description = "The record's id (32 hex digits), or the source of an event with its ID.")
  private String first = "";

  @Parameters(index = "1", arity = "0..1", paramLabel = "ID", description = "The event's id.")
  private @Nullable String second;

  String id() {
    return second == null ? first : Ids.record(first, second);
  }
}
