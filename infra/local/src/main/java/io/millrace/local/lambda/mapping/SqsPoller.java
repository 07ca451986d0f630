// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import io.millrace.local.lambda.mapping.QueueReader.Message;
import io.millrace.local.lambda.runtime.InvocationResult;
import io.millrace.local.lambda.runtime.InvocationResult.Failed;
import io.millrace.local.lambda.runtime.InvocationResult.Succeeded;
import io.millrace.local.lambda.runtime.InvocationResult.Throttled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.stream.Collectors;

/**
 * One poller of a queue: receives, invokes, deletes what succeeded. What failed stays until its
 * visibility timeout.
 */
final class SqsPoller {
  private static final System.Logger LOG = System.getLogger(SqsPoller.class.getName());

  /** Shorter than the 20 s of AWS, so that an empty queue is known to be empty soon. */
  private static final Duration LONG_POLL = Duration.ofSeconds(1);

  /**
   * So long a batch is kept while no environment is free; then its messages are left to become
   * visible again.
   */
  private static final Duration HOLD = Duration.ofSeconds(20);

  private final SqsContext context;
  private final SqsScaling scaling;
  private final int index;
  private final Halt halt;
  private final SqsMapping mapping;

  SqsPoller(SqsContext context, SqsScaling scaling, int index, Halt halt, SqsMapping mapping) {
    this.context = context;
    this.scaling = scaling;
    this.index = index;
    this.halt = halt;
    this.mapping = mapping;
  }

  void run() {
    long startedAt = context.clock().millis();
    int failures = 0;
    try {
      while (!halt.stopped()) {
        if (index >= scaling.allowed(context.clock().millis() - startedAt)) {
          halt.pause(LONG_POLL);
          continue;
        }
        try {
          poll();
          failures = 0;
        } catch (SourceException e) {
          if (!halt.stopped()) {
            context.numbers().problem(e.summary());
            LOG.log(System.Logger.Level.DEBUG, e::summary);
          }
          failures++;
          halt.pause(RetryPolicy.backoff(failures));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void poll() throws SourceException, InterruptedException {
    long began = System.nanoTime();
    List<Message> batch = new ArrayList<>();
    try {
      gather(batch);
      if (!batch.isEmpty()) {
        process(batch);
      } else if (context.reader().empty()) {
        mapping.seenEmpty(began);
      }
    } finally {
      if (!batch.isEmpty()) {
        mapping.inHand(-batch.size());
      }
    }
  }

  /**
   * Receives up to a batch; with a batching window, for as long as that from the first message on.
   */
  private void gather(List<Message> batch) throws SourceException, InterruptedException {
    MappingSettings settings = context.settings();
    long until = Long.MAX_VALUE;
    while (!halt.stopped() && batch.size() < settings.batchSize()) {
      long left = until - context.clock().millis();
      Duration wait = LONG_POLL.toMillis() < left ? LONG_POLL : Duration.ZERO;
      List<Message> received = context.reader().receive(settings.batchSize() - batch.size(), wait);
      if (!received.isEmpty()) {
        batch.addAll(wanted(received));
      }
      if (batch.isEmpty() || settings.batchingWindow().isZero()) {
        return;
      }
      if (until == Long.MAX_VALUE) {
        until = context.clock().millis() + settings.batchingWindow().toMillis();
      }
      if (context.clock().millis() >= until) {
        return;
      }
      if (received.isEmpty() && wait.isZero()) {
        halt.pause(Duration.ofMillis(Math.min(left, 100)));
      }
    }
  }

  /** Deletes what the mapping's filter does not let through. */
  private List<Message> wanted(List<Message> received) throws SourceException {
    EventFilter filter = context.settings().filter();
    Map<Boolean, List<Message>> sorted =
        received.stream().collect(Collectors.partitioningBy(one -> filter.accepts(one.json())));
    List<Message> wanted = sorted.getOrDefault(true, List.of());
    List<Message> unwanted = sorted.getOrDefault(false, List.of());
    mapping.inHand(wanted.size());
    context.numbers().count(EventCount.POLLED, received.size());
    if (!unwanted.isEmpty()) {
      context.numbers().count(EventCount.FILTERED_OUT, unwanted.size());
      context.reader().delete(unwanted);
    }
    return wanted;
  }

  /** Cuts what was received to what fits in a request. */
  private void process(List<Message> batch) throws SourceException, InterruptedException {
    int from = 0;
    while (from < batch.size() && !halt.aborted()) {
      List<Message> rest = batch.subList(from, batch.size());
      BatchPlan.Cut cut =
          BatchPlan.cut(
              rest.stream().map(message -> BatchPlan.bytes(message.json())).toList(),
              rest.size(),
              0);
      invoke(rest.subList(0, cut.count()));
      from += cut.count();
    }
  }

  private void invoke(List<Message> messages) throws SourceException, InterruptedException {
    String event =
        StreamEvents.records(messages.stream().map(Message::json).toList()).append('}').toString();
    long givenUpAt = context.clock().millis() + HOLD.toMillis();
    long arrivedAt = messages.getLast().sentAtMillis();
    InvocationResult result = invokeOnce(event, arrivedAt);
    for (int tries = 1; result instanceof Throttled throttled; tries++) {
      context.numbers().ended(throttled, 0, false);
      if (halt.stopped() || context.clock().millis() > givenUpAt) {
        return;
      }
      halt.pause(RetryPolicy.backoff(tries));
      result = invokeOnce(event, arrivedAt);
    }
    if (halt.aborted()) {
      context.numbers().abandoned();
      return;
    }
    List<Message> succeeded = succeeded(messages, result);
    context.numbers().ended(result, succeeded.size(), succeeded.size() < messages.size());
    context.numbers().age(context.clock().millis() - arrivedAt);
    context.numbers().invoked(messages.size(), succeeded.size());
    if (!succeeded.isEmpty()) {
      context.reader().delete(succeeded);
      context.numbers().count(EventCount.DELETED, succeeded.size());
    }
  }

  private InvocationResult invokeOnce(String event, long arrivedAt) throws InterruptedException {
    context.numbers().begun();
    try {
      return context.function().invoke(event, arrivedAt);
    } catch (InterruptedException e) {
      context.numbers().abandoned();
      throw e;
    }
  }

  private List<Message> succeeded(List<Message> messages, InvocationResult result) {
    return switch (result) {
      case Failed ignored -> List.of();
      case Throttled ignored -> List.of();
      case Succeeded answer -> {
        List<String> ids = messages.stream().map(Message::id).toList();
        SortedSet<Integer> failed =
            BatchResponse.read(
                    answer.payload(), ids, context.settings().reportBatchItemFailures(), false)
                .failed();
        List<Message> rest = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
          if (!failed.contains(i)) {
            rest.add(messages.get(i));
          }
        }
        yield rest;
      }
    };
  }
}
