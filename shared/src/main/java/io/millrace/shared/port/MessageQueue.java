// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.port;

import java.util.List;

/** A queue to the next stage. */
@FunctionalInterface
public interface MessageQueue {

  /**
   * Sends messages, each at most 256 KiB of text. All are durable when it returns; after an
   * exception any of them may be, and a repeat may double them.
   *
   * @throws io.millrace.shared.batch.UnavailableException when some can't be sent now
   */
  void send(List<String> messages);
}
