// SPDX-License-Identifier: Apache-2.0
package io.millrace.proof;

import io.millrace.shared.record.EventPart;
import io.millrace.shared.record.Keeping;
import io.millrace.shared.record.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One run of the whole pipeline: a seed decides what comes in, what happens in which order, and
 * what befalls every call. It ends when nothing is under way and nothing is left that was given up.
 */
final class World {

  private static final int MAX_STEPS = 200_000;
  private static final int STEP_MILLIS = 60;
  private static final int HISTORY = 5;
  private static final Duration HISTORY_AGE = Duration.ofDays(95);

  private final Random random;
  private final VirtualClock clock = new VirtualClock(Samples.START);
  private final Invocations invocations = new Invocations(clock);
  private final Reference reference = new Reference();
  private final WorldGate gate;
  private final Pipeline pipeline;
  private final List<Actor> actors = new ArrayList<>();

  World(long seed, PipelineMutant mutant) {
    this(new Random(seed), mutant);
  }

  private World(Random random, PipelineMutant mutant) {
    this(random, mutant, FaultScript.seeded(new Random(random.nextLong()), random.nextInt(30), 12));
  }

  World(Random random, PipelineMutant mutant, FaultScript faults) {
    this.random = random;
    this.gate = new WorldGate(invocations, clock, faults);
    this.pipeline = new Pipeline(clock, random, invocations, gate, mutant);
    Notifications notifications = new Notifications(pipeline.uploadsQueue, clock, random);
    actors.addAll(pipeline.mappings);
    actors.add(notifications);
    actors.add(new User(pipeline, notifications, reference, clock, random));
    actors.add(new Expiry(pipeline.records, random));
  }

  /** What is wrong in the end; nothing when the properties hold. */
  List<String> run() {
    writeHistory();
    for (int step = 0; step < MAX_STEPS; step++) {
      if (!goOn()) {
        return Findings.of(pipeline, reference);
      }
    }
    return List.of("does not come to rest: " + this);
  }

  /** Items of a season ago, whose time is up by now. */
  private void writeHistory() {
    Instant time = Samples.START.minus(HISTORY_AGE);
    for (int i = 0; i < HISTORY; i++) {
      EventPart part =
          new EventPart(
              Bytes.id("history", Integer.toString(i)),
              "history",
              Integer.toString(i),
              "order",
              time.plusSeconds(random.nextInt(120)),
              null,
              null,
              new Place("DE", null, null, null, null, null),
              null,
              null,
              Keeping.DEFAULT.recordExpiry(time));
      pipeline.records.put(part.fields());
      reference.given(part.fields());
    }
  }

  /** One step of anybody; false when everything is at rest. */
  private boolean goOn() {
    clock.advance(Duration.ofMillis(random.nextInt(STEP_MILLIS)));
    if (!invocations.isEmpty() && random.nextInt(8) != 0) {
      invocations.stepAny(random);
      return true;
    }
    int first = random.nextInt(actors.size());
    for (int i = 0; i < actors.size(); i++) {
      if (actors.get((first + i) % actors.size()).act()) {
        return true;
      }
    }
    if (!invocations.isEmpty()) {
      invocations.stepAny(random);
      return true;
    }
    Instant next = actors.stream().map(Actor::next).min(Instant::compareTo).orElse(Instant.MAX);
    if (!next.equals(Instant.MAX)) {
      clock.advanceTo(next);
      return true;
    }
    if (pipeline.givenUp() > 0) {
      pipeline.redrive();
      return true;
    }
    return false;
  }

  /** How often which operation was called. */
  WorldGate gate() {
    return gate;
  }

  @Override
  public String toString() {
    return "%d invocations, %d given up, %d items, faults %s"
        .formatted(
            invocations.started(), pipeline.givenUp(), pipeline.records.items().size(), gate.met());
  }
}
