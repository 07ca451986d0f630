// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.TableChange;
import io.millrace.shared.aws.TableChanges;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import io.millrace.sink.view.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One invocation of the real handler, stopped before each call to the ledger until it is told to go
 * on. Only one poller runs at a time, so a seed decides everything.
 */
final class Poller implements Ledger {

  /** What happens at the next call to the ledger. */
  enum Fate {
    GO_ON,
    /** The function dies before the call. */
    DIE_BEFORE,
    /** The function dies with the call done. */
    DIE_AFTER,
    /** The call fails and has no effect. */
    FAIL_BEFORE,
    /** The call times out and has had its effect. */
    FAIL_AFTER
  }

  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
      super("the function's environment died", null, false, false);
    }
  }

  private static final int ATTEMPTS = 3;

  final String shard;
  final List<TableChange> batch;
  private final Ledger ledger;
  private final RunLimits limits;
  private final Semaphore go = new Semaphore(0);
  private final Semaphore stopped = new Semaphore(0);
  private volatile Fate fate = Fate.GO_ON;
  private volatile @Nullable List<String> response;
  private volatile @Nullable Throwable thrown;
  private volatile boolean ended;

  Poller(String shard, List<TableChange> batch, Ledger ledger, RunLimits limits) {
    this.shard = shard;
    this.batch = batch;
    this.ledger = ledger;
    this.limits = limits;
    Thread.ofVirtual().start(this::run);
  }

  private void run() {
    go.acquireUninterruptibly();
    try {
      Backoff backoff =
          new Backoff(ATTEMPTS, Duration.ZERO, Duration.ZERO, new Random(0), time -> {});
      AggregateHandler handler =
          new AggregateHandler(
              new Aggregator(this, limits, backoff),
              Deadline.none(),
              Tracing.off(),
              (result, context, extra) -> {});
      response = handler.work(new TableChanges(shard, batch), new FakeContext());
    } catch (Death e) {
      response = null;
    } catch (RuntimeException | Error e) {
      thrown = e;
    } finally {
      ended = true;
      stopped.release();
    }
  }

  /** Runs until the next call to the ledger, or the end. */
  void step(Fate next) {
    fate = next;
    go.release();
    stopped.acquireUninterruptibly();
    if (thrown != null) {
      throw new AssertionError("The handler may answer or die, and nothing else", thrown);
    }
  }

  boolean ended() {
    return ended;
  }

  /** What Lambda delivers again, after the end. */
  List<TableChange> left() {
    List<String> answer = response;
    if (answer == null) {
      return batch;
    }
    if (answer.isEmpty()) {
      return List.of();
    }
    String from = answer.getFirst();
    return batch.stream().dropWhile(record -> !record.sequenceNumber().equals(from)).toList();
  }

  private <T> T call(Supplier<T> call) {
    stopped.release();
    go.acquireUninterruptibly();
    Fate now = fate;
    if (now == Fate.DIE_BEFORE) {
      throw new Death();
    }
    if (now == Fate.FAIL_BEFORE) {
      throw new UnavailableException("before the call");
    }
    T answer = call.get();
    if (now == Fate.DIE_AFTER) {
      throw new Death();
    }
    if (now == Fate.FAIL_AFTER) {
      throw new UnavailableException("after the call");
    }
    return answer;
  }

  @Override
  public Head head(String of) {
    return call(() -> ledger.head(of));
  }

  @Override
  public List<Mark> marks(String of, Mark stretch) {
    return call(() -> ledger.marks(of, stretch));
  }

  @Override
  public boolean apply(String of, long revision, Mark mark, Tally deltas) {
    return call(() -> ledger.apply(of, revision, mark, deltas));
  }
}
