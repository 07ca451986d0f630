// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.s3;

import java.io.IOException;

/** Puts a message in a queue; thread-safe. */
@FunctionalInterface
public interface QueueSender {
  /**
   * Sends a message.
   *
   * @return false when there is no such queue
   * @throws IOException when the queue's engine does not answer
   */
  boolean send(String queueArn, String body) throws IOException;
}
