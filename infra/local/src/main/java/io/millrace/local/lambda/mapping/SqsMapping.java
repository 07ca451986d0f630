// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** A mapping of a standard queue: as many pollers as may be, each with one batch at a time. */
final class SqsMapping implements MappingDriver {
  private final SqsContext context;
  private final Halt halt = new Halt();
  private final List<Thread> pollers = new ArrayList<>();
  private final AtomicInteger inHand = new AtomicInteger();
  private final AtomicLong emptyAt = new AtomicLong();
  private volatile boolean seenEmpty;

  SqsMapping(SqsContext context) {
    this.context = context;
    int most =
        Math.min(context.settings().maximumConcurrency().orElse(1_000), context.environments());
    SqsScaling scaling = new SqsScaling(most);
    for (int i = 0; i < most; i++) {
      SqsPoller poller = new SqsPoller(context, scaling, i, halt, this);
      String name = context.mapping().uuid() + "/poller-" + i;
      pollers.add(DriverThreads.thread(name, context.numbers(), poller::run));
    }
  }

  @Override
  public void start() {
    pollers.forEach(Thread::start);
  }

  /** A poller holds so many messages more, or fewer. */
  void inHand(int change) {
    inHand.addAndGet(change);
    context.activity().touch();
  }

  /** A look at the queue that began at a moment found nothing in it. */
  void seenEmpty(long nanos) {
    emptyAt.accumulateAndGet(nanos, (a, b) -> !seenEmpty || b - a > 0 ? b : a);
    seenEmpty = true;
  }

  @Override
  public boolean caughtUp() {
    return seenEmpty && inHand.get() == 0 && emptyAt.get() - context.activity().last() > 0;
  }

  @Override
  public MappingNumbers.Snapshot numbers() {
    return context.numbers().snapshot();
  }

  @Override
  public void stop() {
    halt.stop();
    join();
  }

  @Override
  public void abort() {
    halt.abort();
    pollers.forEach(Thread::interrupt);
    join();
  }

  private void join() {
    try {
      for (Thread poller : pollers) {
        poller.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
