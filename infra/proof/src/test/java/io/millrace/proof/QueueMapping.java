// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.aws.Messages.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An event source mapping of a queue: batches of any size, several at once; what did not fail is
 * deleted, everything else comes back when its visibility ends. Source: AWS Lambda Developer Guide,
 * "Using Lambda with Amazon SQS".
 */
final class QueueMapping implements Actor {

  private static final int BATCH = 5;
  private static final int CONCURRENCY = 3;
  static final Duration TIMEOUT = Duration.ofSeconds(120);

  private final Queue queue;
  private final Invocations invocations;
  private final Random random;
  private final Function<List<Message>, Set<String>> function;
  private int underWay;

  /**
   * @param function answers the ids of the messages that failed
   */
  QueueMapping(
      Queue queue,
      Invocations invocations,
      Random random,
      Function<List<Message>, Set<String>> function) {
    this.queue = queue;
    this.invocations = invocations;
    this.random = random;
    this.function = function;
  }

  @Override
  public boolean act() {
    if (underWay == CONCURRENCY || !queue.hasVisible()) {
      return false;
    }
    List<Queue.Message> batch = new ArrayList<>(queue.receive(1 + random.nextInt(BATCH)));
    if (!batch.isEmpty()) {
      underWay++;
      // Now, because a receipt is of this delivery.
      List<Message> event = LambdaEvents.messages(queue.name, batch);
      invocations.start(queue.name, TIMEOUT, () -> function.apply(event), f -> end(batch, f));
    }
    return true;
  }

  private void end(List<Queue.Message> batch, @Nullable Set<String> failed) {
    underWay--;
    if (failed != null) {
      batch.stream().filter(message -> !failed.contains(message.id)).forEach(queue::delete);
    }
  }

  @Override
  public Instant next() {
    return queue.nextVisible();
  }
}
