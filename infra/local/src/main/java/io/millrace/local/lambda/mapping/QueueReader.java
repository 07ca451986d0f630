// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.List;

/** A queue, for receiving and deleting. Thread-safe. */
interface QueueReader {
  /**
   * A received message.
   *
   * @param json the message as it stands in an event, one JSON object
   */
  record Message(String id, String receiptHandle, long sentAtMillis, String json) {}

  /** Up to ten messages at a time; waits until there is one. */
  int MAX_RECEIVE = 10;

  List<Message> receive(int maximum, Duration wait) throws SourceException;

  void delete(List<Message> messages) throws SourceException;

  /** Whether the queue holds nothing: visible, in flight or delayed. */
  boolean empty() throws SourceException;
}
