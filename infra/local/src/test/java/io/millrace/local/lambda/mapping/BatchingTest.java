// SPDX-License-Identifier: Apache-2.0
package io.millrace.local.lambda.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.local.conformance.Rule;
import io.millrace.local.conformance.Subject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** When a batch goes out: it is full, its window is over, or nothing more can come. */
class BatchingTest {
  private static LaneSimulation lane(Settings settings) {
    return new LaneSimulation(settings, invoke -> LaneSimulation.ok(""));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "MaximumBatchingWindowInSeconds",
      page = "services-kinesis-parameters",
      says = "0, the default: a batch is sent as soon as there are records.")
  void withoutAWindow_whatIsThereGoesAtOnce() {
    LaneSimulation lane = lane(Settings.defaults().batchSize(4)).offer(1, 6).runUntil(0);

    assertThat(lane.batches()).containsExactly(List.of("1", "2", "3", "4"), List.of("5", "6"));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "MaximumBatchingWindowInSeconds",
      page = "invocation-eventsourcemapping",
      says = "Up to 300 s records are gathered into one batch.")
  void window_isCountedFromTheFirstRecord_andTakesWhatComesMeanwhile() {
    LaneSimulation lane = lane(Settings.defaults().batchingWindow(Duration.ofSeconds(5)));
    lane.now = 1_000;
    lane.offer(1, 1).runUntil(4_000).offer(2, 2).runUntil(5_999);
    assertThat(lane.invocations).isEmpty();

    lane.runUntil(6_000);

    assertThat(lane.batches()).containsExactly(List.of("1", "2"));
    assertThat(lane.invocations.getFirst().atMillis()).isEqualTo(6_000);
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "BatchSize",
      page = "services-kinesis-parameters",
      says = "A full batch goes at once, whatever its window.")
  void fullBatch_doesNotWaitForItsWindow() {
    LaneSimulation lane =
        lane(Settings.defaults().batchSize(2).batchingWindow(Duration.ofSeconds(5)))
            .offer(1, 5)
            .runUntil(100);

    assertThat(lane.batches()).containsExactly(List.of("1", "2"), List.of("3", "4"));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "End of a shard",
      page = "invocation-eventsourcemapping",
      says = "What is left of a shard that has ended is sent.",
      note = "without waiting for the window, on which the guide is silent")
  void endOfTheShard_endsTheWindow() {
    LaneSimulation lane =
        lane(Settings.defaults().batchingWindow(Duration.ofMinutes(5))).offer(1, 3);
    lane.lane.end();
    lane.runUntil(1);

    assertThat(lane.batches()).containsExactly(List.of("1", "2", "3"));
    assertThat(lane.finished).isTrue();
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "6 MB",
      page = "invocation-eventsourcemapping",
      says = "A batch goes out when its payload reaches 6 MB.")
  void batch_isCutAtTheLimitOfARequest_andThatCountsAsFull() {
    LaneSimulation lane = lane(Settings.defaults().batchingWindow(Duration.ofMinutes(5)));
    String twoMegabytes = "\"" + "x".repeat(2 * 1024 * 1024) + "\"";
    for (int i = 1; i <= 4; i++) {
      lane.lane.offer(new StreamRecord(Integer.toString(i), "lane", 0, twoMegabytes), 0);
    }
    lane.runUntil(1);

    assertThat(lane.batches()).containsExactly(List.of("1", "2"));
  }

  @Test
  @Rule(
      of = Subject.STREAM,
      property = "6 MB",
      page = "invocation-eventsourcemapping",
      says = "A batch never exceeds the limit of a request.",
      note =
          "a single record that does is given up to the destination, on which the guide is silent")
  void recordThatFitsInNoRequest_isGivenUpAlone() {
    LaneSimulation lane = lane(Settings.defaults());
    lane.lane.offer(new StreamRecord("1", "lane", 0, "\"" + "x".repeat(7 * 1024 * 1024) + "\""), 0);
    lane.offer(2, 2).runUntil(0);

    assertThat(lane.discarded()).containsExactly("1");
    assertThat(lane.discards.getFirst().condition())
        .isEqualTo(LaneDecision.Condition.PAYLOAD_TOO_LARGE);
    assertThat(lane.done).containsExactly("2");
  }

  @Test
  void sizeIsCounted_inBytesOfUtf8() {
    assertThat(BatchPlan.bytes("abc")).isEqualTo(3);
    assertThat(BatchPlan.bytes("äöü")).isEqualTo(6);
    assertThat(BatchPlan.bytes("😀")).isEqualTo(4);
  }
}
