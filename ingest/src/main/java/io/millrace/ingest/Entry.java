// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.ByteLines.Line;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import org.jspecify.annotations.Nullable;

/** What an events file consists of. */
sealed interface Entry {

  /** A blank line; no input. */
  record Blank() implements Entry {}

  /**
   * One event's worth.
   *
   * @param line where it begins, counted from 1 over all lines of the file
   * @param raw its bytes without the line end; null when they are too many to keep
   */
  record Input(long line, byte @Nullable [] raw, Outcome<CloudEvent> outcome) implements Entry {

    /** A line of which only the beginning is in memory: the upload keeps it, nobody else. */
    static Input tooLong(Line line, int maxBytes) {
      String detail = line.length() + " bytes, allowed are " + maxBytes;
      return new Input(line.number(), null, Outcome.rejected(Reason.EVENT_TOO_LARGE, detail));
    }
  }
}
