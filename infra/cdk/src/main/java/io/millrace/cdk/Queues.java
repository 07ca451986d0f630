// SPDX-License-Identifier: Apache-2.0
package io.millrace.cdk;

import software.amazon.awscdk.Duration;
import software.amazon.awscdk.services.sqs.DeadLetterQueue;
import software.amazon.awscdk.services.sqs.Queue;
import software.amazon.awscdk.services.sqs.QueueEncryption;
import software.constructs.Construct;

/**
 * The two queues that functions work off, each with its dead-letter queue, and the one for calls of
 * schedules.
 */
final class Queues {

  /**
   * The least that Lambda recommends, so that a throttled function does not cost a message its
   * place.
   */
  private static final int MAX_RECEIVE_COUNT = 5;

  /**
   * Visibility in function timeouts, as Lambda recommends for a mapping without a batching window.
   */
  private static final int VISIBILITY_TIMEOUTS = 6;

  final Queue uploads;
  final Queue uploadsDeadLetters;
  final Queue resize;
  final Queue resizeDeadLetters;

  /** Calls of schedules that Lambda did not take. Nothing is lost in it: the next call does it. */
  final Queue schedulesDeadLetters;

  Queues(Construct scope) {
    uploadsDeadLetters = deadLetters(scope, "UploadsDeadLetterQueue", "uploads-dlq");
    uploads = queue(scope, "UploadsQueue", "uploads", uploadsDeadLetters, Stages.UPLOAD_TIMEOUT);
    resizeDeadLetters = deadLetters(scope, "ResizeDeadLetterQueue", "resize-dlq");
    resize = queue(scope, "ResizeQueue", "resize", resizeDeadLetters, Stages.RESIZE_TIMEOUT);
    schedulesDeadLetters = deadLetters(scope, "SchedulesDeadLetterQueue", "schedules-dlq");
    Meant.rule(
        schedulesDeadLetters,
        "AwsSolutions-SQS3",
        "It is a dead-letter queue, of schedules and not of another queue.");
  }

  private static Queue queue(
      Construct scope, String id, String name, Queue deadLetters, Duration functionTimeout) {
    return Queue.Builder.create(scope, id)
        .queueName(Names.inRegion(name))
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .visibilityTimeout(
            Duration.seconds(VISIBILITY_TIMEOUTS * functionTimeout.toSeconds().longValue()))
        .retentionPeriod(Duration.days(4))
        .deadLetterQueue(
            DeadLetterQueue.builder().queue(deadLetters).maxReceiveCount(MAX_RECEIVE_COUNT).build())
        .build();
  }

  private static Queue deadLetters(Construct scope, String id, String name) {
    return Queue.Builder.create(scope, id)
        .queueName(Names.inRegion(name))
        .encryption(QueueEncryption.SQS_MANAGED)
        .enforceSsl(true)
        .retentionPeriod(Duration.days(14))
        .build();
  }
}
