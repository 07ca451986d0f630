// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.runtime;

import java.util.concurrent.Semaphore;

/** A fair semaphore whose number of permits can change while some are out. */
final class AdjustableSemaphore extends Semaphore {
  private static final long serialVersionUID = 1L;

  private int limit;

  AdjustableSemaphore(int limit) {
    super(limit, true);
    this.limit = limit;
  }

  synchronized int limit() {
    return limit;
  }

  /** Fewer permits than are out make later callers wait, and disturb nobody. */
  synchronized void setLimit(int newLimit) {
    int more = newLimit - limit;
    limit = newLimit;
    if (more > 0) {
      release(more);
    } else {
      reducePermits(-more);
    }
  }
}
