// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.event.UploadProgress;

/**
 * What one turn at an upload came to; what it says is durable by then.
 *
 * @param lines of this turn; none of a photo
 * @param progress where the upload stands
 */
record Taken(End end, LineCounts lines, UploadProgress progress) {

  /** How it ended. */
  enum End {
    /** It was understood to its end, wrong lines or not. */
    ACCEPTED,
    /** A photo, which is cheap to announce again: it may have been gone when it was resized. */
    ANNOUNCED,
    /** Its rest is one reject. */
    BROKEN_OFF,
    /** It is a reject as a whole, which is cheap to find out again. */
    REJECTED,
    /** It was overwritten half way; who puts it back finds it where it was left. */
    GONE,
    /** There is more of it than time. */
    UNFINISHED,
    /** Another message goes on with it. */
    HANDED_ON
  }

  static Taken of(End end, UploadProgress progress) {
    return new Taken(end, LineCounts.NONE, progress);
  }

  /** What is known of an upload that another turn finished. */
  static Taken before(UploadProgress result) {
    return of(result.whole() ? End.ACCEPTED : End.BROKEN_OFF, result);
  }
}
