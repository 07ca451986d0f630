// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.event.ReplayedLine;

/** What one entry of a bucket's notification asks for. */
sealed interface Notice {

  /** An object was created. */
  record Created(Upload upload) implements Notice {}

  /** Nothing to do: the test event of a new notification, or an event of another kind. */
  record Ignored(String event) implements Notice {}

  /** A line of an upload is to be taken in again. */
  record Line(ReplayedLine line) implements Notice {}
}
