// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A queue on a virtual clock: waiting for a message moves the clock to the moment it is sent. */
final class VirtualQueue implements QueueReader {
  private record Sent(Message message, long visibleAtMillis) {}

  private final VirtualTime time;
  private final List<Sent> messages = new ArrayList<>();
  private final List<String> deleted = new ArrayList<>();

  VirtualQueue(VirtualTime time) {
    this.time = time;
  }

  /** A message that will be there at a moment. */
  void send(String id, long atMillis) {
    messages.add(
        new Sent(
            new Message(id, id, atMillis, "{\"messageId\":\"" + id + "\",\"body\":\"" + id + "\"}"),
            atMillis));
  }

  List<String> deleted() {
    return List.copyOf(deleted);
  }

  @Override
  public List<Message> receive(int maximum, Duration wait) {
    long until = time.now() + wait.toMillis();
    messages.stream()
        .mapToLong(Sent::visibleAtMillis)
        .min()
        .ifPresent(
            next -> time.pass(Duration.ofMillis(Math.max(0, Math.min(next, until) - time.now()))));
    List<Message> received = new ArrayList<>();
    for (Sent sent : List.copyOf(messages)) {
      if (sent.visibleAtMillis <= time.now() && received.size() < Math.min(maximum, MAX_RECEIVE)) {
        messages.remove(sent);
        received.add(sent.message);
      }
    }
    if (received.isEmpty()) {
      time.pass(Duration.ofMillis(Math.max(0, until - time.now())));
    }
    return received;
  }

  @Override
  public void delete(List<Message> done) {
    done.forEach(message -> deleted.add(message.id()));
  }

  @Override
  public boolean empty() {
    return messages.isEmpty();
  }
}
