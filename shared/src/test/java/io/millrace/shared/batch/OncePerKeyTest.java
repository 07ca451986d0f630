// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.shared.port.Fault;
import io.millrace.shared.port.Fault.Kind;
import io.millrace.shared.port.InMemoryIdempotencyTable;
import io.millrace.shared.port.InMemoryIdempotencyTable.Entry;
import io.millrace.shared.time.Deadline;
import io.millrace.shared.time.HandSetClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** A stage behind a claim, delivered twice, late, at once, and with bad luck. */
final class OncePerKeyTest {

  /** One delivery of something to turn into capitals. */
  private record Delivery(String name, String content, String owner) {}

  private static final Delivery FIRST = new Delivery("a", "x", "one");
  private static final Delivery AGAIN = new Delivery("a", "x", "two");

  private final HandSetClock clock = new HandSetClock();
  private final Deadline deadline = new Deadline(clock, Duration.ofSeconds(2));
  private final InMemoryIdempotencyTable table = new InMemoryIdempotencyTable();
  private final Upper upper = new Upper();
  private final OncePerKey<Delivery, String> stage =
      new OncePerKey<>(table, deadline, new Naming(), upper);

  OncePerKeyTest() {
    deadline.begin(Duration.ofSeconds(120));
  }

  /** What the work is called. */
  private static final class Naming implements OncePerKey.Work<Delivery, String> {
    @Override
    public Optional<OncePerKey.Key> key(Delivery input) {
      return input.name().isEmpty()
          ? Optional.empty()
          : Optional.of(new OncePerKey.Key(input.name(), input.content()));
    }

    @Override
    public String owner(Delivery input) {
      return input.owner();
    }

    @Override
    public String result(String value) {
      return value;
    }

    @Override
    public String value(Delivery input, String result) {
      return result;
    }
  }

  /** Turns text into capitals, which is dear, and rejects what is wrong. */
  private static final class Upper implements Stage<Delivery, String> {
    final Fault fault = new Fault();
    final List<String> worked = new ArrayList<>();
    final List<Outcome<String>> durable = new ArrayList<>();
    boolean poisoned;

    @Override
    public List<Outcome<String>> decide(Delivery input) {
      worked.add(input.owner());
      if (poisoned) {
        throw new IllegalStateException("bug");
      }
      return List.of(
          input.content().equals("wrong")
              ? Outcome.rejected(Reason.MALFORMED_IMAGE, "wrong")
              : Outcome.accepted(input.content().toUpperCase(Locale.ROOT)));
    }

    @Override
    public Counts commit(List<Decided<Delivery, String>> slice) {
      Outcome<String> outcome = slice.getFirst().outcomes().getFirst();
      fault.around("commit", () -> durable.add(outcome));
      return outcome instanceof Outcome.Accepted ? Counts.done(1, 0, 0) : Counts.done(0, 1, 0);
    }
  }

  @Test
  void duplicate_getsTheResult_withoutTheWork() {
    assertThat(run(FIRST).counts()).isEqualTo(Counts.done(1, 0, 0));
    assertThat(run(AGAIN).counts()).isEqualTo(Counts.done(1, 0, 0));
    assertThat(upper.worked).containsExactly("one");
    assertThat(upper.durable).containsExactly(Outcome.accepted("X"), Outcome.accepted("X"));
  }

  @Test
  void duplicateOfWorkInProgress_isToldWhenTheClaimEnds_whichIsTheDeadline() {
    Instant end = deadline.end();
    table.claim("a", "x", "one", clock.instant(), end);
    BatchResult<Delivery> result = run(AGAIN);
    assertThat(result.failed()).containsExactly(AGAIN);
    assertThat(result.causes())
        .singleElement()
        .isInstanceOfSatisfying(
            UnavailableException.class, e -> assertThat(e.notBefore()).contains(end));
    assertThat(upper.worked).isEmpty();

    clock.pass(Duration.ofSeconds(120));
    deadline.begin(Duration.ofSeconds(120));
    assertThat(run(AGAIN).failed()).isEmpty();
    assertThat(upper.worked).containsExactly("two");
  }

  @Test
  void otherContentUnderTheKey_isRejected_andDisturbsNothing() {
    run(FIRST);
    Delivery other = new Delivery("a", "y", "three");
    assertThat(run(other).counts()).isEqualTo(Counts.done(0, 1, 0));
    assertThat(upper.durable.getLast())
        .isEqualTo(Outcome.rejected(Reason.ID_REUSED, "a is x already, and can't be y"));
    assertThat(upper.worked).containsExactly("one");
    assertThat(Objects.requireNonNull(table.entries().get("a")).data()).isEqualTo("X");
  }

  @Test
  void rejected_isNotRemembered_soThatAReplayIsWorkedOn() {
    Delivery wrong = new Delivery("a", "wrong", "one");
    assertThat(run(wrong).counts()).isEqualTo(Counts.done(0, 1, 0));
    assertThat(run(new Delivery("a", "wrong", "two")).counts()).isEqualTo(Counts.done(0, 1, 0));
    assertThat(upper.worked).containsExactly("one", "two");
    assertThat(run(new Delivery("a", "right", "three")).counts()).isEqualTo(Counts.done(1, 0, 0));
  }

  @Test
  void failedWork_givesItsClaimBack_whetherByLuckOrByABug() {
    upper.fault.next(Kind.BEFORE);
    assertThat(run(FIRST).failed()).containsExactly(FIRST);
    upper.poisoned = true;
    assertThat(run(AGAIN).failed()).containsExactly(AGAIN);
    upper.poisoned = false;
    assertThat(run(new Delivery("a", "x", "three")).failed()).isEmpty();
    assertThat(upper.worked).containsExactly("one", "two", "three");
  }

  @Test
  void inputWithoutAKey_goesToTheStageUnguarded() {
    run(new Delivery("", "x", "one"));
    run(new Delivery("", "x", "two"));
    assertThat(upper.worked).containsExactly("one", "two");
    assertThat(table.entries()).isEmpty();
  }

  /** Deliveries until one is acknowledged, every call of the table and the commit with its luck. */
  @Property(tries = 400)
  void underAnyLuckThatEnds_theEffectIsThere_andOnlyAcceptedIsRemembered(
      @ForAll @Size(max = 12) List<Kind> tableLuck, @ForAll @Size(max = 4) List<Kind> commitLuck) {
    OncePerKeyTest fresh = new OncePerKeyTest();
    fresh.table.fault.next(tableLuck.toArray(Kind[]::new));
    fresh.upper.fault.next(commitLuck.toArray(Kind[]::new));
    boolean acknowledged = false;
    for (int i = 0; i < 40 && !acknowledged; i++) {
      acknowledged = fresh.run(new Delivery("a", "x", "owner-" + i)).failed().isEmpty();
      fresh.clock.pass(Duration.ofSeconds(130));
      fresh.deadline.begin(Duration.ofSeconds(120));
    }
    assertThat(acknowledged).isTrue();
    Set<Outcome<String>> effects = new HashSet<>(fresh.upper.durable);
    assertThat(effects).containsExactly(Outcome.accepted("X"));
    Entry entry = Objects.requireNonNull(fresh.table.entries().get("a"));
    assertThat(entry.completed() ? entry.data() : "X").isEqualTo("X");
  }

  private BatchResult<Delivery> run(Delivery delivery) {
    return Batch.independently(List.of(delivery), stage);
  }
}
