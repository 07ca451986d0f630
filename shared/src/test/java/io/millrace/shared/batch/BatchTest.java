// SPDX-License-Identifier: Apache-2.0
package io.millrace.shared.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BatchTest {

  /** Inputs are numbers; those named fail in the way named, the rest are accepted. */
  private static final class Numbers implements Stage<Integer, Integer> {
    final Set<Integer> unlucky;
    final Set<Integer> poison;
    final Set<Integer> undecidable;
    final int slice;
    final List<Integer> durable = new ArrayList<>();

    Numbers(Set<Integer> unlucky, Set<Integer> poison, Set<Integer> undecidable, int slice) {
      this.unlucky = unlucky;
      this.poison = poison;
      this.undecidable = undecidable;
      this.slice = slice;
    }

    @Override
    public List<Outcome<Integer>> decide(Integer input) {
      if (undecidable.contains(input)) {
        throw new IllegalStateException("undecidable " + input);
      }
      return List.of(
          input % 2 == 0
              ? Outcome.accepted(input)
              : Outcome.rejected(Reason.INVALID_ATTRIBUTE, "odd"));
    }

    @Override
    public Counts commit(List<Decided<Integer, Integer>> decided) {
      for (Decided<Integer, Integer> d : decided) {
        if (unlucky.contains(d.input())) {
          throw new UnavailableException("unlucky " + d.input());
        }
        if (poison.contains(d.input())) {
          throw new IllegalArgumentException("poison " + d.input());
        }
      }
      decided.forEach(d -> durable.add(d.input()));
      int accepted = (int) decided.stream().filter(d -> d.input() % 2 == 0).count();
      return Counts.done(accepted, decided.size() - accepted, 0);
    }

    @Override
    public int sliceSize() {
      return slice;
    }
  }

  @Test
  void inOrder_stopsAtTheFirstFailure_andReportsOnlyIt() {
    Numbers stage = new Numbers(Set.of(4), Set.of(), Set.of(), 1);
    BatchResult<Integer> result = Batch.inOrder(List.of(1, 2, 3, 4, 5, 6), stage);
    assertThat(result.failed()).containsExactly(4);
    assertThat(stage.durable).containsExactly(1, 2, 3);
    assertThat(result.counts()).isEqualTo(new Counts(6, 1, 2, 0, 1, 2));
  }

  @Test
  void inOrder_reportsTheFirstOfAnUnluckySlice_becauseNothingIsKnownOfIt() {
    Numbers stage = new Numbers(Set.of(4), Set.of(), Set.of(), 3);
    BatchResult<Integer> result = Batch.inOrder(List.of(1, 2, 3, 4, 5, 6, 7), stage);
    assertThat(result.failed()).containsExactly(4);
    result = Batch.inOrder(List.of(2, 3, 4, 5), new Numbers(Set.of(4), Set.of(), Set.of(), 3));
    assertThat(result.failed()).containsExactly(2);
  }

  @Test
  void inOrder_namesThePoisonItself_whenASliceFailsForAnotherReasonThanLuck() {
    Numbers stage = new Numbers(Set.of(), Set.of(5), Set.of(), 4);
    BatchResult<Integer> result = Batch.inOrder(List.of(1, 2, 3, 4, 5, 6, 7, 8), stage);
    assertThat(result.failed()).containsExactly(5);
    assertThat(stage.durable).containsExactly(1, 2, 3, 4);
  }

  @Test
  void independently_triesEveryMessage_andReportsEachFailure() {
    Numbers stage = new Numbers(Set.of(2), Set.of(4), Set.of(5), 1);
    BatchResult<Integer> result = Batch.independently(List.of(1, 2, 3, 4, 5, 6), stage);
    assertThat(result.failed()).containsExactly(2, 4, 5);
    assertThat(stage.durable).containsExactly(1, 3, 6);
    assertThat(result.causes()).hasSize(3);
  }

  @Test
  void independently_stopsWhenTwoInARowWereUnlucky_andCountsTheRestAsNotAttempted() {
    Numbers stage = new Numbers(Set.of(2, 4, 6, 7), Set.of(), Set.of(), 1);
    BatchResult<Integer> result = Batch.independently(List.of(2, 3, 4, 5, 6, 7, 8, 9), stage);
    assertThat(stage.durable).containsExactly(3, 5);
    assertThat(result.failed()).containsExactly(2, 4, 6, 7, 8, 9);
    assertThat(result.causes()).hasSize(4);
    assertThat(result.counts()).isEqualTo(new Counts(8, 0, 2, 0, 4, 2));
  }

  @Test
  void independently_isNotStopped_byPoison_norByWorkThatSomebodyElseIsAt() {
    List<Integer> all = List.of(1, 2, 3, 4, 5, 6);
    Numbers poisoned = new Numbers(Set.of(1, 3), Set.of(2), Set.of(4), 1);
    Batch.independently(all, poisoned);
    assertThat(poisoned.durable).containsExactly(5, 6);

    BatchResult<Integer> taken = Batch.independently(all, new Taken());
    assertThat(taken.counts()).isEqualTo(new Counts(6, 0, 0, 0, 6, 0));
  }

  /** Somebody else is at everything. */
  private static final class Taken implements Stage<Integer, Integer> {
    @Override
    public List<Outcome<Integer>> decide(Integer input) {
      return List.of(Outcome.accepted(input));
    }

    @Override
    public Counts commit(List<Decided<Integer, Integer>> slice) {
      throw UnavailableException.takenUntil(Instant.EPOCH, "taken");
    }
  }

  @Test
  void independently_beginsNoMessage_whenNoTimeRemains() {
    Numbers stage = new Numbers(Set.of(), Set.of(), Set.of(), 1);
    BatchResult<Integer> result =
        Batch.independently(List.of(1, 2, 3), stage, () -> stage.durable.size() < 2);
    assertThat(stage.durable).containsExactly(1, 2);
    assertThat(result.failures()).containsExactly(new BatchResult.Failure<>(3, null));
    assertThat(result.counts()).isEqualTo(new Counts(3, 1, 1, 0, 0, 1));
  }

  @Test
  void independently_commitsAMessage_beforeItDecidesAboutTheNext() {
    List<String> steps = new ArrayList<>();
    Batch.independently(
        List.of(1, 2),
        new Stage<Integer, Integer>() {
          @Override
          public List<Outcome<Integer>> decide(Integer input) {
            steps.add("decide " + input);
            return List.of(Outcome.accepted(input));
          }

          @Override
          public Counts commit(List<Decided<Integer, Integer>> slice) {
            slice.forEach(decided -> steps.add("commit " + decided.input()));
            return Counts.done(slice.size(), 0, 0);
          }
        });
    assertThat(steps).containsExactly("decide 1", "commit 1", "decide 2", "commit 2");
  }

  @Test
  void stageThatLosesCount_isFoundOut() {
    Stage<Integer, Integer> stage =
        new Stage<>() {
          @Override
          public List<Outcome<Integer>> decide(Integer input) {
            return List.of(Outcome.accepted(input));
          }

          @Override
          public Counts commit(List<Decided<Integer, Integer>> slice) {
            return Counts.done(0, 0, 0);
          }
        };
    assertThatThrownBy(() -> Batch.inOrder(List.of(1), stage))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lost count");
  }

  @Property
  void inOrder_makesExactlyAPrefixDurable_reportsWhatFollows_andCountsAddUp(
      @ForAll @Size(max = 30) List<@IntRange(max = 3) Integer> kinds,
      @ForAll @IntRange(min = 1, max = 8) int slice) {
    Numbers stage = numbers(kinds, slice);
    List<Integer> inputs = inputs(kinds);
    BatchResult<Integer> result = Batch.inOrder(inputs, stage);

    int done = stage.durable.size();
    assertThat(stage.durable).isEqualTo(inputs.subList(0, done));
    assertThat(result.failed())
        .isEqualTo(done == inputs.size() ? List.of() : List.of(inputs.get(done)));
    assertSum(result.counts(), inputs.size());
  }

  @Property
  void independently_makesDurableWhatIsNotReported_andCountsAddUp(
      @ForAll @Size(max = 30) List<@IntRange(max = 3) Integer> kinds) {
    Numbers stage = numbers(kinds, 1);
    List<Integer> inputs = inputs(kinds);
    BatchResult<Integer> result = Batch.independently(inputs, stage);

    Set<Integer> all = new TreeSet<>(stage.durable);
    all.addAll(result.failed());
    assertThat(all).containsExactlyElementsOf(inputs);
    assertThat(stage.durable.size() + result.failed().size()).isEqualTo(inputs.size());
    assertSum(result.counts(), inputs.size());
  }

  private static void assertSum(Counts c, int inputs) {
    assertThat(c.accepted() + c.rejected() + c.filtered() + c.retried() + c.notAttempted())
        .isEqualTo(c.received())
        .isEqualTo(inputs);
  }

  private static List<Integer> inputs(List<Integer> kinds) {
    List<Integer> inputs = new ArrayList<>();
    for (int i = 0; i < kinds.size(); i++) {
      inputs.add(i);
    }
    return inputs;
  }

  private static Numbers numbers(List<Integer> kinds, int slice) {
    Set<Integer> unlucky = new TreeSet<>();
    Set<Integer> poison = new TreeSet<>();
    Set<Integer> undecidable = new TreeSet<>();
    for (int i = 0; i < kinds.size(); i++) {
      switch (kinds.get(i)) {
        case 1 -> unlucky.add(i);
        case 2 -> poison.add(i);
        case 3 -> undecidable.add(i);
        default -> {}
      }
    }
    return new Numbers(unlucky, poison, undecidable, slice);
  }
}
