// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.ingest.ByteLines.Line;
import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.event.CloudEvent;
import org.jspecify.annotations.Nullable;

/**
 * One event's worth of an events file.
 *
 * @param line where it begins, counted from 1 over all lines of the file
 * @param raw its bytes without the line end; null when they are too many to keep
 */
record Entry(long line, byte @Nullable [] raw, Outcome<CloudEvent> outcome) {

  /** A line of which only the beginning is in memory: the upload keeps it, nobody else. */
  static Entry tooLong(Line line, int maxBytes) {
    String detail = line.length() + " bytes, allowed are " + maxBytes;
    return new Entry(line.number(), null, Outcome.rejected(Reason.EVENT_TOO_LARGE, detail));
  }
}
