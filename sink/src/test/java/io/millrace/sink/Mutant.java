// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.sink.view.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Ledgers that are wrong in one way each, kept so that the property is seen to catch them. */
public enum Mutant {
  /** The real thing. */
  NONE,
  /**
   * The transaction asks only that nobody made the same mark, not that the revision still stands.
   */
  NO_FENCE,
  /** All shards share one book. */
  NO_SHARD,
  /** Everything below the highest mark is taken for applied. */
  WATERMARK,
  /** A run whose deltas cancel out is not marked. */
  UNMARKED_NOTHING,
  /** What a time-to-live removal took away is subtracted; the simulation hides who removed it. */
  EXPIRY_IS_DELETION;

  Ledger of(InMemoryLedger ledger) {
    return switch (this) {
      case NONE, EXPIRY_IS_DELETION -> ledger;
      case NO_FENCE ->
          new Changed(ledger) {
            @Override
            public boolean apply(String shard, long revision, Mark mark, Tally deltas) {
              boolean same =
                  ledger.marks(shard, mark).stream().anyMatch(m -> m.last().equals(mark.last()));
              return !same && ledger.apply(shard, ledger.revision(shard), mark, deltas);
            }
          };
      case NO_SHARD ->
          new Changed(ledger) {
            @Override
            String book(String shard) {
              return "all shards";
            }
          };
      case WATERMARK ->
          new Changed(ledger) {
            private final Map<String, String> highest = new HashMap<>();

            @Override
            public List<Mark> marks(String shard, Mark stretch) {
              String last = highest.get(shard);
              return last == null ? List.of() : List.of(new Mark(Sequences.padded("0"), last));
            }

            @Override
            public boolean apply(String shard, long revision, Mark mark, Tally deltas) {
              boolean applied = super.apply(shard, revision, mark, deltas);
              if (applied) {
                highest.merge(shard, mark.last(), (a, b) -> a.compareTo(b) > 0 ? a : b);
              }
              return applied;
            }
          };
      case UNMARKED_NOTHING ->
          new Changed(ledger) {
            @Override
            public boolean apply(String shard, long revision, Mark mark, Tally deltas) {
              return deltas.isZero()
                  ? ledger.advance(shard, revision)
                  : super.apply(shard, revision, mark, deltas);
            }
          };
    };
  }

  /** A ledger that does what another does, under another name of the shard. */
  private static class Changed implements Ledger {

    private final InMemoryLedger ledger;

    Changed(InMemoryLedger ledger) {
      this.ledger = ledger;
    }

    String book(String shard) {
      return shard;
    }

    @Override
    public Head head(String shard) {
      return ledger.head(book(shard));
    }

    @Override
    public List<Mark> marks(String shard, Mark stretch) {
      return ledger.marks(book(shard), stretch);
    }

    @Override
    public boolean apply(String shard, long revision, Mark mark, Tally deltas) {
      return ledger.apply(book(shard), revision, mark, deltas);
    }
  }
}
