// SPDX-License-Identifier: Apache-2.0
package io.millrace.operations;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operations.RedriveReport.Status;
import io.millrace.shared.batch.UnavailableException;
import io.millrace.shared.port.Fault;
import io.millrace.shared.port.Fault.Kind;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Whatever breaks off in the middle of a replay, and however often: no input is ever nowhere, and
 * once the redrive is done each is in exactly one place.
 */
class ReplayPropertyTest {

  private static final int ROUNDS = 60;

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void everyInput_isNeverNowhere_andInTheEndInOnePlace(
      @ForAll @IntRange(min = 1, max = 7) int size,
      @ForAll boolean queue,
      @ForAll @Size(max = 7) Set<@IntRange(min = 1, max = 7) Integer> stillWrong,
      @ForAll @Size(max = 3) Set<@IntRange(min = 1, max = 7) Integer> failingAtFirst,
      @ForAll @Size(max = 8) List<Kind> buckets,
      @ForAll @Size(max = 8) List<Kind> invocations,
      @ForAll @Size(max = 8) List<Kind> removals,
      @ForAll @Size(max = 8) List<Kind> claims,
      @ForAll @IntRange(min = 1, max = 4) int maxInvocations) {
    Bench bench = new Bench();
    int[] numbers = IntStream.rangeClosed(1, size).toArray();
    bench.maxInvocations = maxInvocations;
    bench.put(Bench.REPLAY, Bench.replay(queue ? Bench.messages(numbers) : Bench.kinesis(numbers)));
    IntStream.of(numbers).forEach(number -> bench.items.put("" + number, false));
    stillWrong.forEach(number -> bench.wrong.add("" + number));
    failingAtFirst.forEach(number -> bench.reported.put("" + number, 3));
    script(bench.objects.fault, buckets);
    script(bench.invoking, invocations);
    script(bench.removing, removals);
    script(bench.claims.fault, claims);

    boolean done = false;
    for (int round = 0; round < ROUNDS && !done; round++) {
      try {
        Status status = bench.redrive(Bench.REPLAY).status();
        done = status == Status.REDRIVEN || status == Status.DONE_BEFORE;
      } catch (UnavailableException e) {
        // As a crash: whatever was claimed stays so until its end.
      }
      assertNothingIsNowhere(bench, numbers);
      bench.now = bench.now.plus(Bench.TIMEOUT);
    }

    assertThat(done).isTrue();
    assertThat(bench.waiting(Bench.REPLAY)).isEmpty();
    for (int number : numbers) {
      assertThat(bench.items).containsEntry("" + number, !stillWrong.contains(number));
    }
  }

  private static void assertNothingIsNowhere(Bench bench, int[] numbers) {
    Set<String> somewhere = new TreeSet<>(bench.waiting(Bench.REPLAY));
    somewhere.addAll(bench.items.keySet());
    IntStream.of(numbers).forEach(number -> assertThat(somewhere).contains("" + number));
  }

  private static void script(Fault fault, List<Kind> kinds) {
    fault.next(kinds.toArray(Kind[]::new));
  }
}
