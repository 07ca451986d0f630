// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.batch.UnavailableException;
import java.util.List;
import java.util.Map.Entry;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies a shard's changes to the ledger, each exactly once, however often and in whatever pieces
 * they are delivered, and whoever else is applying them right now.
 *
 * <p>The revision is read before the marks: marks that somebody adds later come with a later
 * revision, at which our transaction fails. So the marks we know hold every mark of the revision we
 * name. That stays true of the next revision when it is our own doing, and nothing is read again
 * until something fails.
 */
final class Aggregator {

  private final Ledger ledger;
  private final RunLimits limits;
  private final Backoff backoff;

  /**
   * @param backoff how often a stretch is tried, and the waits in between
   */
  Aggregator(Ledger ledger, RunLimits limits, Backoff backoff) {
    this.ledger = ledger;
    this.limits = limits;
    this.backoff = backoff;
  }

  /**
   * Applies what no mark covers yet.
   *
   * @param changes of one shard, ascending, with nothing left out between them
   * @param timeRemains asked before each transaction
   * @return how many transactions it took
   * @throws UnavailableException when some could not be applied now; any of them may have been
   */
  int apply(String shard, List<Change> changes, BooleanSupplier timeRemains) {
    requireAscending(shard, changes);
    // A change of nothing needs no mark: to apply it again is harmless, by itself and under a mark.
    List<Change> effective = changes.stream().filter(change -> !change.isNothing()).toList();
    if (effective.isEmpty()) {
      return 0;
    }
    Mark stretch = new Mark(effective.getFirst().sequence(), effective.getLast().sequence());
    int transactions = 0;
    int failures = 0;
    UnavailableException last = null;
    Book book = null;
    while (failures < backoff.attempts()) {
      if (!timeRemains.getAsBoolean()) {
        throw new UnavailableException("No time remains to apply changes of shard " + shard, last);
      }
      try {
        if (book == null) {
          book = Book.read(ledger, shard, stretch);
        }
        Run run = book.firstUncovered(effective, limits);
        if (run.isEmpty()) {
          return transactions;
        }
        if (ledger.apply(shard, book.revision, run.mark(), run.deltas())) {
          book.applied(run.mark());
          transactions++;
          failures = 0;
          continue;
        }
      } catch (UnavailableException e) {
        last = e;
      }
      book = null;
      failures++;
      backoff.pauseAfter(failures);
    }
    throw new UnavailableException(
        "Changes of shard " + shard + " found no quiet moment in " + failures + " attempts", last);
  }

  private static void requireAscending(String shard, List<Change> changes) {
    @Nullable Change previous = null;
    for (Change change : changes) {
      if (previous != null && previous.sequence().compareTo(change.sequence()) >= 0) {
        throw new IllegalStateException(
            "Shard "
                + shard
                + " delivered "
                + change.sequence()
                + " behind "
                + previous.sequence()
                + "; sequence numbers of a batch must ascend");
      }
      previous = change;
    }
  }

  /** What is known of a shard: a revision, and every mark of it that matters here. */
  private static final class Book {

    private final NavigableMap<String, Mark> marksByLast = new TreeMap<>();
    private final String floor;
    private long revision;

    private Book(Ledger.Head head) {
      this.floor = head.floor();
      this.revision = head.revision();
    }

    static Book read(Ledger ledger, String shard, Mark stretch) {
      Book book = new Book(ledger.head(shard));
      ledger.marks(shard, stretch).forEach(mark -> book.marksByLast.put(mark.last(), mark));
      return book;
    }

    void applied(Mark mark) {
      marksByLast.put(mark.last(), mark);
      revision++;
    }

    /** The first changes that no mark covers, up to the next mark or a limit. */
    Run firstUncovered(List<Change> changes, RunLimits limits) {
      Run run = new Run(limits);
      for (Change change : changes) {
        if (covers(change.sequence())) {
          if (!run.isEmpty()) {
            break;
          }
        } else if (!run.add(change)) {
          break;
        }
      }
      return run;
    }

    private boolean covers(String sequence) {
      if (sequence.compareTo(floor) <= 0) {
        return true;
      }
      // Marks do not overlap, so only the first that ends here or later can cover it.
      Entry<String, Mark> next = marksByLast.ceilingEntry(sequence);
      return next != null && next.getValue().covers(sequence);
    }
  }
}
