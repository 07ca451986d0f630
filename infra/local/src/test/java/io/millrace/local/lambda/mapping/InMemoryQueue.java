// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A standard queue in memory: the twin of the reader of a real one. Messages become visible again
 * when told to. Thread-safe.
 */
final class InMemoryQueue implements QueueReader {
  private final Map<String, Integer> visible = new LinkedHashMap<>();
  private final Map<String, Integer> received = new LinkedHashMap<>();

  synchronized void send(String id) {
    visible.put(id, 0);
    notifyAll();
  }

  /** What was received and not deleted is visible again, as after the visibility timeout. */
  synchronized void makeVisible() {
    visible.putAll(received);
    received.clear();
    notifyAll();
  }

  synchronized List<String> inFlight() {
    return List.copyOf(received.keySet());
  }

  @Override
  public synchronized List<Message> receive(int maximum, Duration wait) throws SourceException {
    try {
      long end = System.nanoTime() + wait.toNanos();
      while (visible.isEmpty() && System.nanoTime() - end < 0) {
        wait(Math.max(1, (end - System.nanoTime()) / 1_000_000));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SourceException("interrupted", e);
    }
    List<Message> messages = new ArrayList<>();
    for (Map.Entry<String, Integer> next : List.copyOf(visible.entrySet())) {
      if (messages.size() == Math.min(maximum, MAX_RECEIVE)) {
        break;
      }
      String id = next.getKey();
      int count = next.getValue() + 1;
      visible.remove(id);
      received.put(id, count);
      messages.add(
          new Message(
              id, id + "#" + count, System.currentTimeMillis(), "{\"messageId\":\"" + id + "\"}"));
    }
    return messages;
  }

  @Override
  public synchronized void delete(List<Message> messages) {
    messages.forEach(message -> received.remove(message.id()));
  }

  @Override
  public synchronized boolean empty() {
    return visible.isEmpty() && received.isEmpty();
  }
}
