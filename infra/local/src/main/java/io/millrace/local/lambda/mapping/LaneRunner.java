// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.runtime.InvocationResult;
import java.util.List;
import java.util.Optional;

/** The thread of one lane: does what the lane decides. */
final class LaneRunner {
  private static final System.Logger LOG = System.getLogger(LaneRunner.class.getName());

  /**
   * So often a failed batch is offered to its destination; then it is gone but for the log, as on
   * AWS.
   */
  private static final int DELIVERY_ATTEMPTS = 5;

  private final StreamContext context;
  private final String shardId;
  private final Halt halt;
  private final ShardConsumer consumer;

  LaneRunner(StreamContext context, String shardId, Halt halt, ShardConsumer consumer) {
    this.context = context;
    this.shardId = shardId;
    this.halt = halt;
    this.consumer = consumer;
  }

  void run(ShardLane lane) {
    try {
      Optional<LaneDecision> step = consumer.nextStep(lane);
      while (step.isPresent()) {
        switch (step.get()) {
          case LaneDecision.Invoke invoke -> invoke(lane, invoke);
          case LaneDecision.Discard discard -> discard(lane, discard);
          case LaneDecision.Done() -> {
            consumer.laneDone();
            return;
          }
          case LaneDecision.Idle idle -> throw new IllegalStateException("no step: " + idle);
          case LaneDecision.WaitUntil wait -> throw new IllegalStateException("no step: " + wait);
        }
        step = consumer.nextStep(lane);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void invoke(ShardLane lane, LaneDecision.Invoke invoke) throws InterruptedException {
    String event = StreamEvents.event(context.mapping(), shardId, invoke.batch(), invoke.window());
    context.numbers().begun();
    List<StreamRecord> records = invoke.batch().records();
    InvocationResult result;
    try {
      result =
          records.isEmpty()
              ? context.function().invoke(event)
              : context.function().invoke(event, records);
    } catch (InterruptedException e) {
      context.numbers().abandoned();
      throw e;
    }
    if (halt.aborted()) {
      context.numbers().abandoned();
      return;
    }
    ShardLane.Completion completion = consumer.completed(lane, result);
    context.numbers().ended(result, completion.done().size(), completion.failed());
    if (!records.isEmpty() && !(result instanceof InvocationResult.Throttled)) {
      context.numbers().invoked(records.size(), completion.done().size());
      context.numbers().age(context.clock().millis() - records.getLast().arrivedAtMillis());
    }
  }

  private void discard(ShardLane lane, LaneDecision.Discard discard) throws InterruptedException {
    if (discard.batch().size() > 0) {
      String event = StreamEvents.event(context.mapping(), shardId, discard.batch(), lane.window());
      FailedBatch failed =
          new FailedBatch(context.mapping(), shardId, discard, event, context.clock().instant());
      deliver(failed);
      context.numbers().discarded(discard.batch().size());
    }
    if (!halt.aborted()) {
      consumer.discarded(lane);
    }
  }

  private void deliver(FailedBatch failed) throws InterruptedException {
    for (int attempt = 1; attempt <= DELIVERY_ATTEMPTS && !halt.aborted(); attempt++) {
      try {
        context.destination().send(failed);
        if (context.settings().failureDestination().isPresent()) {
          context.numbers().count(EventCount.DELIVERED_ON_FAILURE, failed.discard().batch().size());
        }
        return;
      } catch (SourceException e) {
        context.numbers().problem(e.summary());
        LOG.log(System.Logger.Level.WARNING, e::summary);
        halt.pause(RetryPolicy.backoff(attempt));
      }
    }
    LOG.log(
        System.Logger.Level.ERROR,
        () -> "lost, for its destination failed: " + FailureDocument.json(failed, true));
  }
}
