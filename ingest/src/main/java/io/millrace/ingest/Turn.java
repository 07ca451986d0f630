// SPDX-License-Identifier: Apache-2.0
package io.millrace.ingest;

import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.event.UploadProgress;
import io.millrace.shared.port.IdempotencyTable;
import io.millrace.shared.port.IdempotencyTable.Claim;
import io.millrace.shared.time.Deadline;

/**
 * The hold that one invocation has on one upload: its claim, how far the upload is, and the time.
 */
final class Turn {

  private final IdempotencyTable table;
  private final Claim claim;
  private final Deadline hop;
  private UploadProgress progress;

  Turn(IdempotencyTable table, Claim claim, Deadline hop, UploadProgress progress) {
    this.table = table;
    this.claim = claim;
    this.hop = hop;
    this.progress = progress;
  }

  UploadProgress progress() {
    return progress;
  }

  /** Whether the upload is to be handed on. */
  boolean isLate() {
    return !hop.remains();
  }

  /**
   * Notes how far the upload is; all before that is durable.
   *
   * @throws UnavailableException when somebody else holds it by now
   */
  void advance(UploadProgress further) {
    if (!table.advance(claim, further.json())) {
      throw lost();
    }
    progress = further;
  }

  /** Notes that the upload needs no further turn. */
  void complete(UploadProgress end) {
    if (!table.complete(claim, end.json())) {
      throw lost();
    }
    progress = end;
  }

  /** Lets the next one at it before the claim ends. */
  void release() {
    table.release(claim);
  }

  private UnavailableException lost() {
    return new UnavailableException(
        "The claim of "
            + progress.object()
            + ", held until "
            + claim.until()
            + ", went to another");
  }
}
