// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.event;

import io.millrace.shared.batch.Outcome;
import io.millrace.shared.batch.Outcome.Accepted;
import org.jspecify.annotations.Nullable;

/**
 * One event's worth of input: the event or why there is none.
 *
 * @param outcome the event, or the reason
 * @param rejectedId the record that a wrong event belongs to; null when its source and id could not
 *     be read, so that only its position names it, and when it is not wrong
 * @param from first byte of it in the input
 * @param to one past its last byte
 */
public record Decoded(Outcome<CloudEvent> outcome, @Nullable String rejectedId, int from, int to) {

  /** The record it belongs to; null when only its position names it. */
  public @Nullable String recordId() {
    return outcome instanceof Accepted<CloudEvent>(CloudEvent event)
        ? event.recordId()
        : rejectedId;
  }
}
