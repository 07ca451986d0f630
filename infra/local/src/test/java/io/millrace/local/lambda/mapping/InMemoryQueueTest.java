// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

class InMemoryQueueTest extends QueueReaderContract {
  private final InMemoryQueue queue = new InMemoryQueue();

  @Override
  QueueReader reader() {
    return queue;
  }

  @Override
  void send(String body) {
    queue.send(body);
  }
}
