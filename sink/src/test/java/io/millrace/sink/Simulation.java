// SPDX-License-Identifier: Apache-2.0
package io.millrace.sink;

import io.millrace.shared.aws.TableChange;
import io.millrace.shared.batch.Reason;
import io.millrace.shared.record.Part;
import io.millrace.sink.view.Fold;
import io.millrace.sink.view.Tally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A table's history on two shards, delivered to the real handler the way streams do at their worst:
 * in several cuts that overlap, by several pollers at once, out of order after a redrive, with
 * environments that die and calls that time out with or without effect.
 */
final class Simulation {

  private static final int SHARDS = 2;
  private static final int WRITES = 40;
  private static final int ITEMS = 8;
  private static final int EXTRA_CUTS = 12;
  private static final int AT_ONCE = 4;
  private static final RunLimits LIMITS = new RunLimits(7, 3, 64_000);

  private final Random random;
  private final Mutant mutant;
  private final InMemoryLedger ledger = new InMemoryLedger();
  private final Tally expected = new Tally();
  private final List<List<TableChange>> streams = new ArrayList<>();

  private record Delivery(int shard, List<TableChange> batch) {}

  Simulation(long seed, Mutant mutant) {
    this.random = new Random(seed);
    this.mutant = mutant;
  }

  /** Whether the cells equal the fold in the end. */
  boolean isExact() {
    write();
    deliver(mutant.of(ledger));
    return ledger.cells.sum().equals(expected);
  }

  @Override
  public String toString() {
    return "expected " + expected + "\nfound    " + ledger.cells.sum();
  }

  private void write() {
    for (int shard = 0; shard < SHARDS; shard++) {
      streams.add(new ArrayList<>());
    }
    Map<Integer, Part> items = new HashMap<>();
    int[] ids = new int[ITEMS];
    // Each shard counts by itself, so two shards give the same numbers.
    long[] sequences = new long[SHARDS];
    for (int i = 0; i < WRITES; i++) {
      int slot = random.nextInt(ITEMS);
      int shard = slot % SHARDS;
      sequences[shard] += 1 + random.nextInt(3);
      long own = sequences[shard];
      Part before = items.get(slot);
      Part after = part(slot + "-" + ids[slot]);
      if (before == null) {
        items.put(slot, after);
        streams.get(shard).add(Parts.inserted(own, after));
      } else if (random.nextInt(3) == 0) {
        items.remove(slot);
        ids[slot]++;
        streams.get(shard).add(removal(own, before));
      } else if (!after.equals(before)) {
        items.put(slot, after);
        streams.get(shard).add(Parts.modified(own, before, after));
      }
    }
    items.values().forEach(part -> expected.add(Fold.of(part), 1));
  }

  private TableChange removal(long sequence, Part before) {
    if (random.nextBoolean()) {
      return Parts.removed(sequence, before);
    }
    expected.add(Fold.of(before), 1);
    return mutant == Mutant.EXPIRY_IS_DELETION
        ? Parts.removed(sequence, before)
        : Parts.expired(sequence, before);
  }

  private Part part(String id) {
    var time = Parts.TIME.plus(Duration.ofMinutes(random.nextInt(2)));
    return switch (random.nextInt(5)) {
      case 0 -> Parts.reject(id, Part.EVENT, Reason.TOO_OLD, time);
      case 1 -> Parts.photo(id, time, null);
      default -> Parts.event(id, "type.a", time, random.nextBoolean() ? "DE" : "FR");
    };
  }

  private List<Delivery> deliveries() {
    List<Delivery> all = new ArrayList<>();
    for (int shard = 0; shard < SHARDS; shard++) {
      List<TableChange> stream = streams.get(shard);
      for (int i = 0; i < EXTRA_CUTS && !stream.isEmpty(); i++) {
        int from = random.nextInt(stream.size());
        all.add(new Delivery(shard, stream.subList(from, random.nextInt(from, stream.size()) + 1)));
      }
      for (int from = 0; from < stream.size(); ) {
        int to = Math.min(stream.size(), from + 1 + random.nextInt(6));
        all.add(new Delivery(shard, stream.subList(from, to)));
        from = to;
      }
    }
    Collections.shuffle(all, random);
    return all;
  }

  private void deliver(Ledger shared) {
    List<Delivery> waiting = deliveries();
    List<Poller> running = new ArrayList<>();
    while (!waiting.isEmpty() || !running.isEmpty()) {
      if (!waiting.isEmpty() && running.size() < AT_ONCE) {
        Delivery next = waiting.removeLast();
        running.add(new Poller("shard-" + next.shard, next.batch, shared, LIMITS));
      }
      Poller poller = running.get(random.nextInt(running.size()));
      poller.step(fate());
      if (poller.ended()) {
        running.remove(poller);
        if (!poller.left().isEmpty()) {
          int shard = Integer.parseInt(poller.shard.substring("shard-".length()));
          waiting.addFirst(new Delivery(shard, poller.left()));
        }
      }
    }
  }

  private Poller.Fate fate() {
    return switch (random.nextInt(50)) {
      case 0 -> Poller.Fate.DIE_BEFORE;
      case 1 -> Poller.Fate.DIE_AFTER;
      case 2 -> Poller.Fate.FAIL_BEFORE;
      case 3 -> Poller.Fate.FAIL_AFTER;
      default -> Poller.Fate.GO_ON;
    };
  }
}
