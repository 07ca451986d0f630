// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.event.ReplayedLine;
import org.jspecify.annotations.Nullable;

/** What one entry of a message asks for. */
sealed interface Notice {

  /**
   * An object was created, and may have been taken in up to somewhere.
   *
   * @param hop how many invocations handed it on before
   * @param replay names a run of its own over the upload; null for the bucket's
   */
  record Created(Upload upload, int hop, @Nullable String replay) implements Notice {

    Created(Upload upload) {
      this(upload, 0, null);
    }
  }

  /** Nothing to do: the test event of a new notification, or an event of another kind. */
  record Ignored(String event) implements Notice {}

  /** A line of an upload is to be taken in again. */
  record Line(ReplayedLine line) implements Notice {}
}
