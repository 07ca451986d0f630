// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.millrace.shared.event.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often the schedule tried a batch. Kept as the progress of its claim, which is written before
 * the stage is called, so that a try that kills the function counts; and not in the object, because
 * to write it anew would start the time anew for which originals are kept.
 *
 * @param automatic tries by the schedule; those by people do not count
 * @param lastMillis begin of the last one, in epoch milliseconds; 0 before the first
 */
record Tries(
    @JsonProperty(required = true) int automatic, @JsonProperty(required = true) long lastMillis) {

  private static final Tries NONE = new Tries(0, 0);

  /**
   * @param progress as {@link #text} made it; null when nothing was noted
   */
  static Tries of(@Nullable String progress) {
    if (progress == null) {
      return NONE;
    }
    try {
      return Json.read(progress, Tries.class);
    } catch (IOException e) {
      // Noted by a release that did not count.
      return NONE;
    }
  }

  String text() {
    return Json.write(this);
  }

  Tries another(Instant now) {
    return new Tries(automatic + 1, now.toEpochMilli());
  }

  /** When the next one may be made: each wait is twice the last. */
  Instant due(Duration first) {
    return automatic == 0
        ? Instant.EPOCH
        : Instant.ofEpochMilli(lastMillis).plus(first.multipliedBy(1L << (automatic - 1)));
  }
}
