// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time one invocation has.
 *
 * @param id of the request
 * @param deadline when Lambda ends it
 * @param reserve what must be left of it to finish a chunk and to hand an upload on
 */
record Invocation(String id, Instant deadline, Duration reserve, InstantSource clock) {

  Instant now() {
    return clock.instant();
  }

  /** Whether nothing new is to be begun. */
  boolean isLate() {
    return !now().plus(reserve).isBefore(deadline);
  }
}
