// SPDX-License-Identifier: Apache-2.0
package io.millrace.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ListMessageMoveTasksResultEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/**
 * Moves the messages of a dead-letter queue back to where they came from. One task at a time runs
 * for a queue; whoever comes second follows the first one's. Source: SQS API reference,
 * StartMessageMoveTask.
 */
final class MoveTasks {

  /** Source: SQS quotas, "Message move task". */
  static final int MAX_PER_SECOND = 500;

  private static final String RUNNING = "RUNNING";
  private static final Duration LOOK = Duration.ofMillis(200);

  private final SqsClient sqs;

  MoveTasks(SqsClient sqs) {
    this.sqs = sqs;
  }

  /**
   * What became of a queue's messages.
   *
   * @param problem why not all went; empty when they did
   */
  record Moved(String queue, long messages, String problem) {}

  /** Is told how many of how many are moved. */
  @FunctionalInterface
  interface Watcher {
    void at(long moved, long of);
  }

  /** Moves all and returns when they are moved. */
  Moved move(DeadLetterQueues.Queue queue, @Nullable Integer perSecond, Watcher watcher) {
    if (running(queue) == null) {
      try {
        sqs.startMessageMoveTask(
            r ->
                r.sourceArn(queue.arn())
                    .maxNumberOfMessagesPerSecond(
                        perSecond == null ? null : Math.min(perSecond, MAX_PER_SECOND)));
      } catch (SqsException e) {
        if (running(queue) == null) {
          throw e;
        }
        // Somebody was faster by a moment: their task is as good.
      }
    }
    ListMessageMoveTasksResultEntry task = latest(queue);
    while (task != null && RUNNING.equals(task.status())) {
      watcher.at(moved(task), queue.waiting());
      Pauses.pause(LOOK);
      task = latest(queue);
    }
    if (task == null) {
      return new Moved(queue.name(), 0, "");
    }
    String reason = task.failureReason();
    return new Moved(queue.name(), moved(task), reason == null ? "" : reason);
  }

  private @Nullable ListMessageMoveTasksResultEntry running(DeadLetterQueues.Queue queue) {
    ListMessageMoveTasksResultEntry task = latest(queue);
    return task != null && RUNNING.equals(task.status()) ? task : null;
  }

  private @Nullable ListMessageMoveTasksResultEntry latest(DeadLetterQueues.Queue queue) {
    var tasks = sqs.listMessageMoveTasks(r -> r.sourceArn(queue.arn()).maxResults(1)).results();
    return tasks.isEmpty() ? null : tasks.getFirst();
  }

  private static long moved(ListMessageMoveTasksResultEntry task) {
    Long moved = task.approximateNumberOfMessagesMoved();
    return moved == null ? 0 : moved;
  }
}
