// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import java.io.IOException;
import java.util.Optional;

/** Puts a message in a queue; thread-safe. */
@FunctionalInterface
public interface QueueSender {
  /**
   * Sends a message.
   *
   * @param trace the header that the message carries on, if whoever caused it was traced
   * @return false when there is no such queue
   * @throws IOException when the queue's engine does not answer
   */
  boolean send(String queueArn, String body, Optional<String> trace) throws IOException;
}
