// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.port.MessageQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * A standard queue with its dead-letter queue: any order, at least once, a message invisible for a
 * while when received, dead when received too often. Source: Amazon SQS Developer Guide, "Standard
 * queues", "Visibility timeout", "Dead-letter queues".
 */
final class Queue implements MessageQueue {

  private static final Duration VISIBILITY = Duration.ofSeconds(720);
  private static final int TWICE_ONE_IN = 25;

  /** One message; the receive count and the time of its visibility change. */
  static final class Message {
    final String id;
    final String body;
    final Instant sent;
    int receives;
    Instant visible;

    Message(String id, String body, Instant sent) {
      this.id = id;
      this.body = body;
      this.sent = sent;
      this.visible = sent;
    }

    /** Of the last time it was received. */
    String receipt() {
      return id + "/" + receives;
    }
  }

  final String name;
  private final VirtualClock clock;
  private final Random random;
  private final int maxReceives;
  private final List<Message> messages = new ArrayList<>();
  private final List<Message> dead = new ArrayList<>();
  private int sent;

  Queue(String name, VirtualClock clock, Random random, int maxReceives) {
    this.name = name;
    this.clock = clock;
    this.random = random;
    this.maxReceives = maxReceives;
  }

  @Override
  public void send(List<String> bodies) {
    bodies.forEach(body -> messages.add(message(body)));
  }

  private Message message(String body) {
    return new Message(name + "-" + ++sent, body, clock.instant());
  }

  /** Some of the visible messages; now and then one stays visible all the same. */
  List<Message> receive(int max) {
    List<Message> visible =
        new ArrayList<>(
            messages.stream().filter(m -> !m.visible.isAfter(clock.instant())).toList());
    Collections.shuffle(visible, random);
    List<Message> received = new ArrayList<>();
    for (Message message : visible.subList(0, Math.min(max, visible.size()))) {
      if (++message.receives > maxReceives) {
        messages.remove(message);
        dead.add(message);
      } else {
        received.add(message);
        if (random.nextInt(TWICE_ONE_IN) != 0) {
          message.visible = clock.instant().plus(VISIBILITY);
        }
      }
    }
    return received;
  }

  /** ChangeMessageVisibility, for the one that received it last. */
  void putOff(String receipt, int seconds) {
    for (Message message : messages) {
      if (message.receipt().equals(receipt)) {
        message.visible = clock.instant().plusSeconds(seconds);
      }
    }
  }

  /** Deletes the message; now and then a server that was away brings it back. */
  void delete(Message message) {
    if (messages.remove(message) && random.nextInt(TWICE_ONE_IN) == 0) {
      message.visible = clock.instant().plusSeconds(random.nextInt(3_600));
      messages.add(message);
    }
  }

  /** StartMessageMoveTask: every dead message becomes a new one, with a new id. */
  void redrive() {
    dead.forEach(message -> messages.add(message(message.body)));
    dead.clear();
  }

  boolean isEmpty() {
    return messages.isEmpty();
  }

  int dead() {
    return dead.size();
  }

  boolean hasVisible() {
    return messages.stream().anyMatch(m -> !m.visible.isAfter(clock.instant()));
  }

  /** When the next message becomes visible; far in the future when there is none. */
  Instant nextVisible() {
    return messages.stream().map(m -> m.visible).min(Instant::compareTo).orElse(Instant.MAX);
  }
}
