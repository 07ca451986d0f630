// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import com.amazonaws.services.lambda.runtime.Context;
import io.millrace.shared.aws.Backoff;
import io.millrace.shared.aws.TableChanges;
import io.millrace.shared.batch.Counts;
import io.millrace.shared.batch.Invoked;
import io.millrace.shared.port.Gate;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.trace.Tracing;
import io.millrace.sink.view.Tally;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;

/** The aggregate function on a ledger in memory, for tests outside this package. */
public final class AggregateUnderTest {

  private static final RunLimits LIMITS = new RunLimits(7, 3, 64_000);
  private static final int ATTEMPTS = 3;
  private static final Duration RESERVE = Duration.ofSeconds(2);

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Ledger gated;
  private final InstantSource clock;

  /**
   * @param mutant what is wrong with the ledger, if anything
   * @param gate before every call to it
   */
  public AggregateUnderTest(Mutant mutant, Gate gate, InstantSource clock) {
    this.clock = clock;
    gated = gated(mutant.of(ledger), gate);
  }

  /** An invocation in an environment of its own. */
  public Invoked<List<String>> handle(TableChanges event, Context context) {
    AtomicReference<Counts> counts = new AtomicReference<>(Counts.NONE);
    Backoff backoff =
        new Backoff(ATTEMPTS, Duration.ZERO, Duration.ZERO, new Random(0), time -> {});
    AggregateHandler handler =
        new AggregateHandler(
            new Aggregator(gated, LIMITS, backoff),
            new Deadline(clock, RESERVE),
            Tracing.off(),
            (result, of, extra) -> counts.set(result.counts()));
    List<String> response = handler.work(event, context);
    return new Invoked<>(response, counts.get());
  }

  /** What all cells come to. */
  public Tally sum() {
    return ledger.cells.sum();
  }

  private static Ledger gated(Ledger ledger, Gate gate) {
    return new Ledger() {
      @Override
      public Head head(String shard) {
        return gate.call("ledger.head", () -> ledger.head(shard));
      }

      @Override
      public List<Mark> marks(String shard, Mark stretch) {
        return gate.call("ledger.marks", () -> ledger.marks(shard, stretch));
      }

      @Override
      public boolean apply(String shard, long revision, Mark mark, Tally deltas) {
        return gate.call("ledger.apply", () -> ledger.apply(shard, revision, mark, deltas));
      }
    };
  }
}
