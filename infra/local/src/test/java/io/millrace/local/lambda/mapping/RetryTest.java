// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import io.millrace.local.lambda.mapping.LaneDecision.Condition;
import io.millrace.local.lambda.runtime.InvocationResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What becomes of records whose batch failed. */
class RetryTest {
  private static final long AN_HOUR = Duration.ofHours(1).toMillis();

  /** Fails whole batches that hold a poisonous record. */
  private static InvocationResult failOn(Set<String> poison, LaneDecision.Invoke invoke) {
    boolean hit =
        invoke.batch().records().stream()
            .anyMatch(record -> poison.contains(record.sequenceNumber()));
    return hit ? LaneSimulation.error() : LaneSimulation.ok("");
  }

  /** Reports the first poisonous record. */
  private static InvocationResult reportFirst(Set<String> poison, LaneDecision.Invoke invoke) {
    return invoke.batch().records().stream()
        .map(StreamRecord::sequenceNumber)
        .filter(poison::contains)
        .findFirst()
        .map(LaneSimulation::reportsFrom)
        .orElseGet(() -> LaneSimulation.ok(""));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "MaximumRetryAttempts",
      page = "services-kinesis-parameters",
      says =
          "A failed batch is retried whole until it succeeds or its attempts are used up; the shard waits meanwhile.")
  void failedBatch_isRepeatedWhole_untilItsAttemptsAreUsedUp_andTheShardGoesOn() {
    LaneSimulation lane =
        new LaneSimulation(
            Settings.defaults().batchSize(2).retries(3), invoke -> failOn(Set.of("1"), invoke));
    lane.offer(1, 4).runUntil(AN_HOUR);

    assertThat(lane.batches())
        .containsExactly(
            List.of("1", "2"),
            List.of("1", "2"),
            List.of("1", "2"),
            List.of("1", "2"),
            List.of("3", "4"));
    assertThat(lane.discarded()).containsExactly("1", "2");
    assertThat(lane.discards.getFirst().condition()).isEqualTo(Condition.RETRY_ATTEMPTS_EXHAUSTED);
    assertThat(lane.discards.getFirst().batch().failures()).isEqualTo(4);
    assertThat(lane.done).containsExactly("3", "4");
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "MaximumRetryAttempts",
      page = "services-kinesis-parameters",
      says = "-1, the default, retries until the record expires.")
  void minusOne_repeatsForEver() {
    LaneSimulation lane =
        new LaneSimulation(Settings.defaults(), invoke -> LaneSimulation.error())
            .offer(1, 1)
            .runUntil(AN_HOUR);

    assertThat(lane.discards).isEmpty();
    assertThat(lane.invocations).hasSizeGreaterThan(100);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "Back-off",
      page = "with-kinesis",
      says = "Between attempts Lambda backs off.",
      note = "the guide gives no times; 0.2 s doubling to 30 s")
  void pauses_growAndAreBounded() {
    LaneSimulation lane =
        new LaneSimulation(Settings.defaults(), invoke -> LaneSimulation.error())
            .offer(1, 1)
            .runUntil(AN_HOUR);

    List<Long> pauses = new ArrayList<>();
    for (int i = 1; i < lane.invocations.size(); i++) {
      pauses.add(lane.invocations.get(i).atMillis() - lane.invocations.get(i - 1).atMillis());
    }
    assertThat(pauses.subList(0, 4)).containsExactly(200L, 400L, 800L, 1_600L);
    assertThat(pauses).isSorted().allMatch(pause -> pause <= 30_000);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "BisectBatchOnFunctionError",
      page = "services-kinesis-parameters",
      says = "A failed batch is split in two; a split uses up no attempt.")
  void bisecting_findsThePoison_andUsesUpNoAttemptInSplits() {
    LaneSimulation lane =
        new LaneSimulation(
            Settings.defaults().retries(0).bisecting(), invoke -> failOn(Set.of("3"), invoke));
    lane.offer(1, 8).runUntil(AN_HOUR);

    assertThat(lane.discarded()).containsExactly("3");
    assertThat(lane.done).containsExactly("1", "2", "4", "5", "6", "7", "8");
    assertThat(lane.batches().subList(0, 4))
        .containsExactly(
            List.of("1", "2", "3", "4", "5", "6", "7", "8"),
            List.of("1", "2", "3", "4"),
            List.of("1", "2"),
            List.of("3", "4"));
  }

  @Test
  @Rule(
      of = Subject.REPORT,
      property = "ReportBatchItemFailures",
      page = "services-kinesis-batchfailurereporting",
      says =
          "The lowest reported sequence number is the checkpoint, and all from there on is sent again.")
  void report_checkpointsBeforeTheLowest_andRepeatsFromThere() {
    Iterator<InvocationResult> answers =
        List.of(LaneSimulation.reportsFrom("3"), LaneSimulation.ok("")).iterator();
    LaneSimulation lane =
        new LaneSimulation(Settings.defaults().reporting().retries(1), invoke -> answers.next());
    lane.offer(1, 4).runUntil(AN_HOUR);

    assertThat(lane.batches()).containsExactly(List.of("1", "2", "3", "4"), List.of("3", "4"));
    assertThat(lane.done).containsExactly("1", "2", "3", "4");
    assertThat(lane.discards).isEmpty();
  }

  @Test
  @Rule(
      of = Subject.REPORT,
      property = "Attempts",
      page = "services-kinesis-batchfailurereporting",
      says =
          "A batch whose attempts are used up is given up from the reported record on; what stands before is done.")
  void withoutRetries_aReportGivesUpTheRest() {
    LaneSimulation lane =
        new LaneSimulation(
            Settings.defaults().reporting().retries(0), invoke -> reportFirst(Set.of("3"), invoke));
    lane.offer(1, 4).runUntil(AN_HOUR);

    assertThat(lane.done).containsExactly("1", "2");
    assertThat(lane.discarded()).containsExactly("3", "4");
    assertThat(lane.discards.getFirst().functionError()).isFalse();
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "MaximumRecordAgeInSeconds",
      page = "services-kinesis-parameters",
      says = "Records older than that are not sent to the function.")
  void tooOldRecords_areGivenUpWithoutAnotherInvocation_theYoungerOnesGoOn() {
    LaneSimulation lane =
        new LaneSimulation(
            Settings.defaults().batchSize(10).maximumAge(60), invoke -> LaneSimulation.ok(""));
    lane.lane.offer(LaneSimulation.record(1, 0), 61_000);
    lane.lane.offer(LaneSimulation.record(2, 1_000), 61_000);
    lane.now = 61_000;
    lane.runUntil(61_000);

    assertThat(lane.discarded()).containsExactly("1");
    assertThat(lane.discards.getFirst().condition()).isEqualTo(Condition.RECORD_AGE_EXCEEDED);
    assertThat(lane.done).containsExactly("2");
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "MaximumRecordAgeInSeconds",
      page = "services-kinesis-parameters",
      says = "A failing batch is given up when its records reach that age.")
  void failingRecords_areGivenUpAtTheirAge_evenWithinAPause() {
    LaneSimulation lane =
        new LaneSimulation(Settings.defaults().maximumAge(60), invoke -> LaneSimulation.error());
    lane.offer(1, 2).runUntil(AN_HOUR);

    assertThat(lane.discarded()).containsExactly("1", "2");
    assertThat(lane.invocations).allMatch(invocation -> invocation.atMillis() <= 60_000);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "Throttles",
      page = "with-kinesis",
      says = "A throttled invocation is tried again and uses up no attempt.")
  void throttles_useUpNoAttempts() {
    InvocationResult throttled = new InvocationResult.Throttled("none free");
    List<InvocationResult> answers = new ArrayList<>(Collections.nCopies(19, throttled));
    answers.add(LaneSimulation.ok(""));
    Iterator<InvocationResult> next = answers.iterator();
    LaneSimulation lane = new LaneSimulation(Settings.defaults().retries(0), invoke -> next.next());
    lane.offer(1, 2).runUntil(AN_HOUR);

    assertThat(lane.discards).isEmpty();
    assertThat(lane.done).containsExactly("1", "2");
  }

  @Property(tries = 300)
  @Rule(
      of = Subject.STREAM,
      property = "BisectBatchOnFunctionError",
      page = "services-kinesis-parameters",
      says =
          "Together with a report the batch is cut at the reported record, and only what always fails is given up.")
  void everyRecordEndsOnce_inOrder_andWithBisectingOnlyThePoisonIsGivenUp(
      @ForAll @IntRange(min = 1, max = 40) int count,
      @ForAll @IntRange(min = 1, max = 12) int batchSize,
      @ForAll @IntRange(min = 0, max = 3) int retries,
      @ForAll boolean report,
      @ForAll @Size(max = 6) Set<@IntRange(min = 1, max = 40) Integer> poisonous) {
    Set<String> poison =
        poisonous.stream()
            .filter(n -> n <= count)
            .map(n -> Integer.toString(n))
            .collect(Collectors.toSet());
    Settings settings =
        Settings.defaults().batchSize(batchSize).retries(retries).bisecting().reporting();
    LaneSimulation lane =
        new LaneSimulation(
            settings, invoke -> report ? reportFirst(poison, invoke) : failOn(poison, invoke));

    lane.offer(1, count).runUntil(24 * AN_HOUR);

    assertThat(Set.copyOf(lane.discarded())).isEqualTo(poison);
    List<String> all = new ArrayList<>(lane.done);
    all.addAll(lane.discarded());
    assertThat(all).doesNotHaveDuplicates().hasSize(count);
    assertThat(lane.done.stream().map(Integer::valueOf)).isSorted();
    assertThat(lane.lane.drained()).isTrue();
  }
}
