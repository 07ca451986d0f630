// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import java.time.Instant;

/** Somebody in the world who does something from time to time. */
interface Actor {

  /** Does one thing; false when there is nothing to do right now. */
  boolean act();

  /** When there is something to do next, if nobody else does anything; never is the far future. */
  Instant next();
}
