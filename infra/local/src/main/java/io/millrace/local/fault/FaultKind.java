// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.fault;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What goes wrong. */
public enum FaultKind {
  /** The service's own throttling error; nothing is done. */
  THROTTLE,
  /** The service's own internal error, a status of 500; nothing is done. */
  ERROR,
  /** The call waits for the delay, then takes its course. */
  LATENCY,
  /** The connection closes without an answer; nothing is done. */
  RESET,
  /**
   * The service does what it is asked; the answer is lost, the connection closes after the delay.
   */
  LOST_ANSWER,
  /** A bucket's event is sent twice. */
  DUPLICATE_EVENT,
  /** A bucket's event arrives after the delay. */
  DELAY_EVENT;

  /** Whether events of buckets are meant, not calls. */
  boolean ofEvents() {
    return this == DUPLICATE_EVENT || this == DELAY_EVENT;
  }

  /** The name in JSON and on the command line, such as {@code lost-answer}. */
  @JsonValue
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The kind of a name.
   *
   * @throws IllegalArgumentException naming those there are
   */
  @JsonCreator
  public static FaultKind of(String word) {
    return Arrays.stream(values())
        .filter(kind -> kind.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "kind: '"
                        + word
                        + "', allowed are "
                        + Arrays.stream(values())
                            .map(FaultKind::word)
                            .collect(Collectors.joining(", "))));
  }
}
