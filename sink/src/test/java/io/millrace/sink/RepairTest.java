// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.aws.Backoff;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.Fault;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Part;
import io.millrace.sink.view.Cell;
import io.millrace.sink.view.Fold;
import io.millrace.sink.view.Tally;
import io.millrace.sink.view.Verification;
import io.millrace.sink.view.Verification.Drift;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/**
 * Law 6: after a repair the view is the fold, and whatever is delivered later does not change that.
 */
final class RepairTest {

  private static final List<String> SHARDS = List.of("shard-a", "shard-b");
  private static final Backoff BACKOFF =
      new Backoff(3, Duration.ZERO, Duration.ZERO, new Random(0), time -> {});

  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Aggregator aggregator = new Aggregator(ledger, RunLimits.DEFAULT, BACKOFF);
  private final Map<String, Part> records = new TreeMap<>();
  private final Map<String, List<Change>> streams = new TreeMap<>();
  private final Fault mending = new Fault();
  private final Repair repair =
      new Repair(
          this::tips,
          ledger,
          new Verification(
              visitor -> records.values().forEach(visitor),
              ledger.cells,
              Keeping.DEFAULT,
              () -> Parts.TIME),
          drift -> mending.around("mend", () -> ledger.cells.add(0, lack(drift))));

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void repair_mendsTampering_andForestallsWhatIsDeliveredLater(@ForAll long seed) {
    Random random = new Random(seed);
    write(random, 30);
    deliverSome(random, 6);
    tamper(random);

    assertThat(repair.mend().after().exact()).as("after the repair").isTrue();

    deliverSome(random, 20);
    assertThat(ledger.cells.sum()).as("old batches redriven").isEqualTo(fold());
    write(random, 10);
    deliverAll();
    assertThat(ledger.cells.sum()).as("new changes").isEqualTo(fold());
  }

  @Test
  void mendingThatIsDoubtful_isComparedAgain() {
    write(new Random(1), 5);
    mending.next(Fault.Kind.AFTER);
    try {
      repair.mend();
    } catch (UnavailableException e) {
      // As the command does: again.
      assertThat(repair.mend().after().exact()).isTrue();
    }
    assertThat(repair.mend().mended()).isZero();
    assertThat(ledger.cells.sum()).isEqualTo(fold());
  }

  private Map<String, String> tips() {
    Map<String, String> tips = new TreeMap<>();
    streams.forEach((shard, changes) -> tips.put(shard, changes.getLast().sequence()));
    return tips;
  }

  private void write(Random random, int writes) {
    for (int i = 0; i < writes; i++) {
      String shard = SHARDS.get(random.nextInt(SHARDS.size()));
      String id = shard + random.nextInt(5);
      Part before = records.get(id);
      Part after =
          Parts.event(
              id,
              "t",
              Parts.TIME.plusSeconds(random.nextInt(90)),
              random.nextBoolean() ? "DE" : "FR");
      records.put(id, after);
      Tally deltas = new Tally();
      deltas.add(Fold.of(after), 1);
      if (before != null) {
        deltas.add(Fold.of(before), -1);
      }
      List<Change> stream = streams.computeIfAbsent(shard, s -> new ArrayList<>());
      stream.add(new Change(Sequences.padded(Integer.toString(stream.size() * 3 + 1)), deltas));
    }
  }

  private void deliverSome(Random random, int cuts) {
    for (int i = 0; i < cuts; i++) {
      List<String> shards = new ArrayList<>(streams.keySet());
      Collections.shuffle(shards, random);
      List<Change> stream = streams.getOrDefault(shards.getFirst(), List.of());
      int from = random.nextInt(stream.size());
      int to = random.nextInt(from, stream.size()) + 1;
      aggregator.apply(shards.getFirst(), stream.subList(from, to), () -> true);
    }
  }

  private void deliverAll() {
    streams.forEach((shard, changes) -> aggregator.apply(shard, changes, () -> true));
  }

  private void tamper(Random random) {
    Tally noise = new Tally();
    for (Part part : records.values()) {
      for (Cell cell : Fold.of(part).touched()) {
        if (random.nextInt(4) == 0) {
          noise.add(cell, Cell.TOTAL, random.nextInt(7) - 3);
        }
      }
    }
    noise.add(Fold.of(Parts.event("never", "no such type", Parts.TIME, "XX")), 5);
    ledger.cells.add(1, noise);
  }

  private Tally fold() {
    Tally fold = new Tally();
    records.values().forEach(part -> fold.add(Fold.of(part), 1));
    return fold;
  }

  private static Tally lack(Drift drift) {
    Tally lack = new Tally();
    lack.add(drift.cell(), drift.attribute(), drift.expected() - drift.found());
    return lack;
  }
}
