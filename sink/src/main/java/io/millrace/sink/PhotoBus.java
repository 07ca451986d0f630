// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import java.util.List;

/** Tells the world that photos are ready. */
@FunctionalInterface
interface PhotoBus {

  /**
   * Announces details of type {@code PhotosReady}. All are taken when it returns; after an
   * exception any of them may be, and a repeat may double them.
   *
   * @throws io.millrace.shared.batch.UnavailableException when some can't be announced now
   */
  void announce(List<String> details);
}
